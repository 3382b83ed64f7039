import { staleDomainClaims } from '@tandem/journal';
import type { Sid } from '@tandem/kernel';
import type { Context } from './context.ts';

type Releasing = Pick<Context, 'journal' | 'onClaimKept'>;

/** The change is durable already: a name that cannot be released now is released by the relay, before it goes on. */
const tryTo = async ({ onClaimKept }: Releasing, sid: Sid, release: () => Promise<void>): Promise<void> => {
  try {
    await release();
  } catch (error) {
    onClaimKept(sid, error);
  }
};

/** The name of a deleted resource is free when this resolves. */
export const releaseName = (
  context: Releasing,
  { sid, createdRevision }: { readonly sid: Sid; readonly createdRevision: number },
): Promise<void> => tryTo(context, sid, () => context.journal.releaseClaim(createdRevision));

/** The names of SIP domains that an account does not have any more are free when this resolves. */
export const releaseDomains = (context: Releasing, account: Sid): Promise<void> =>
  tryTo(context, account, async () => {
    const { journal } = context;
    const stale = staleDomainClaims(await journal.readStream(account));
    for (const revision of stale) await journal.releaseClaim(revision);
  });

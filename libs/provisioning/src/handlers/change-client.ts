import type { ClientRow, JournalEvent } from '@tandem/journal';
import { TandemError } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import type { Undecided } from '../client-outcomes.ts';
import { noClient } from '../domain/client.ts';
import type { Client } from '../domain/client.ts';
import type { Append } from '../domain/decisions.ts';
import type { Context } from './context.ts';
import { nextEvent } from './new-event.ts';
import type { NextEvent } from './new-event.ts';
import { settle } from './settle.ts';
import { loadFromReadModel, loadFromStream } from './stored-client.ts';
import type { StoredClient } from './stored-client.ts';

/** `R`: decisions that append nothing. */
export type Change<R> =
  | { readonly kind: 'written'; readonly event: JournalEvent; readonly before: ClientRow }
  | { readonly kind: 'decided'; readonly decision: R; readonly row: ClientRow | null }
  | Undecided;

export interface Target {
  readonly accountSid: Sid;
  readonly sid: Sid;
}

/** The row of a Client that a decision found there. */
export const foundRow = (row: ClientRow | null): ClientRow => {
  if (row !== null) return row;
  throw new TandemError('JOURNAL_CORRUPT', 'a Client was found that has no event');
};

const isAppend = (decision: { readonly kind: string }): decision is Append<NextEvent> =>
  decision.kind === 'append';

/** A Client of another account is as good as none. */
const within = (accountSid: Sid, stored: StoredClient): StoredClient =>
  stored.row?.accountSid === accountSid ? stored : { ...stored, client: noClient, row: null };

const undecided = (attempts: number): Undecided => ({
  kind: 'undecided',
  why: `other writes to this Client were faster ${attempts} times in a row`,
});

/**
 * Decides on a Client that is there and appends. The first look is at the read model, which may lag: an append proves
 * that it did not, and whatever is decided without one is decided again on the stream. A write that loses to another is
 * decided anew on what that one left; a caller who named versions then gets `version-mismatch` from the decision itself.
 */
export const changeClient = async <R extends { readonly kind: string }>(
  context: Context,
  { accountSid, sid }: Target,
  decideOn: (client: Client) => Append<NextEvent> | R,
): Promise<Change<R>> => {
  const { attempts } = context.limits;
  for (let attempt = 0; attempt <= attempts; attempt += 1) {
    const load = attempt === 0 ? loadFromReadModel : loadFromStream;
    const { client, row, proven } = within(accountSid, await load(context, sid));
    const decision = decideOn(client);
    if (!isAppend(decision)) {
      if (proven) return { kind: 'decided', decision, row };
      continue;
    }
    const before = foundRow(row);
    const settled = await settle(context, nextEvent(decision.event, before, context));
    if (settled.kind === 'written') return { ...settled, before };
    if (settled.kind === 'undecided') return settled;
  }
  return undecided(attempts);
};

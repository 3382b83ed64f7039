import type { JournalEvent } from '@tandem/journal';
import type { AccountPlace } from '../accounts/account-commands.ts';
import { ownerOf } from '../accounts/account-tree.ts';
import type { Append, UpdateDecision } from '../domain/decisions.ts';
import type { Resource, Updated } from '../domain/resource.ts';
import type { Undecided } from '../outcomes.ts';
import { changeResource } from './change-resource.ts';
import type { Context } from './context.ts';

type Refused = Exclude<UpdateDecision<'Account'>, { kind: 'append' | 'unchanged' | 'invalid' }>;

export type TokensOutcome =
  { readonly kind: 'changed'; readonly event: JournalEvent<'Account'> } | Refused | Undecided;

/** What opens an account from now on; `tokens` is given what is stored, on each attempt anew. */
export interface TokenChange {
  readonly changed: readonly string[];
  readonly tokens: (stored: string | null) => string;
}

const decision =
  (now: number, { changed, tokens }: TokenChange) =>
  (resource: Resource<'Account'>): Append<Updated<'Account', never>> | Refused => {
    if (resource.kind !== 'live') return { kind: 'not-found' };
    const at = Math.max(now, Date.parse(resource.state.dateUpdated));
    const state = { ...resource.state, dateUpdated: new Date(at).toISOString() };
    const event = { type: 'AccountUpdated', change: 'updated', at, changed, state, password: null } as const;
    return { kind: 'append', event: { ...event, tokens } };
  };

/** Changes what opens an account, and nothing else of it. */
export const changeTokens = async (
  context: Context,
  account: AccountPlace,
  change: TokenChange,
): Promise<TokensOutcome> => {
  const target = { accountSid: ownerOf(account), sid: account.sid };
  const outcome = await changeResource<'Account', Refused>(
    context,
    target,
    decision(context.clock.now(), change),
  );
  if (outcome.kind === 'undecided') return outcome;
  return outcome.kind === 'decided' ? outcome.decision : { kind: 'changed', event: outcome.event };
};

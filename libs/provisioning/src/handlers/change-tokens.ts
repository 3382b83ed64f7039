import type { JournalEvent } from '@tandem/journal';
import type { AccountPlace } from '../accounts/account-commands.ts';
import type { Undecided } from '../outcomes.ts';
import { changeAccount } from './change-account.ts';
import type { AccountChange } from './change-account.ts';
import type { Context } from './context.ts';

export type TokensOutcome =
  | { readonly kind: 'changed'; readonly event: JournalEvent<'Account'> }
  | { readonly kind: 'not-found' }
  | Undecided;

/** What opens an account from now on; `tokens` is given what is stored, on each attempt anew. */
export type TokenChange = Required<Pick<AccountChange, 'changed' | 'tokens'>>;

/** Changes what opens an account, and nothing else of it. */
export const changeTokens = async (
  context: Context,
  account: AccountPlace,
  change: TokenChange,
): Promise<TokensOutcome> => {
  const outcome = await changeAccount<never>(context, account, () => change);
  if (outcome.kind === 'undecided') return outcome;
  return outcome.kind === 'decided' ? outcome.decision : { kind: 'changed', event: outcome.event };
};

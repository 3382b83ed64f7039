import type { AccountState } from '@tandem/contracts';
import type { AccountPlace } from '../accounts/account-commands.ts';
import { ownerOf } from '../accounts/account-tree.ts';
import type { Append } from '../domain/decisions.ts';
import type { Resource, Updated } from '../domain/resource.ts';
import { changeResource } from './change-resource.ts';
import type { Change } from './change-resource.ts';
import type { Context } from './context.ts';

/** What an event makes of an account that no request sets. */
export interface AccountChange {
  readonly changed: readonly string[];
  readonly state?: Partial<AccountState>;
  readonly domain?: string;
  readonly claim?: string | null;
  /** What opens it from now on, given what is stored. */
  readonly tokens?: (stored: string | null) => string;
}

/** `R`: why nothing changes. */
export type DecideAccount<R> = (state: AccountState) => AccountChange | R;

interface NotFound {
  readonly kind: 'not-found';
}

const isChange = <R extends { readonly kind: string }>(
  decided: AccountChange | R,
): decided is AccountChange => 'changed' in decided;

const eventOf = (
  before: AccountState,
  now: number,
  { claim, state, changed, ...others }: AccountChange,
): Updated<'Account', never> => {
  const at = Math.max(now, Date.parse(before.dateUpdated));
  return {
    type: 'AccountUpdated',
    change: 'updated',
    at,
    changed,
    state: { ...before, ...state, dateUpdated: new Date(at).toISOString() },
    password: null,
    ...(claim != null && { claim }),
    ...others,
  };
};

/** Changes of an account what requests do not set as fields. @param onTaken what it comes to when the claim is another's */
export const changeAccount = <R extends { readonly kind: string }>(
  context: Context,
  account: AccountPlace,
  decide: DecideAccount<R>,
  onTaken?: () => R,
): Promise<Change<'Account', R | NotFound>> => {
  const decideOn = (resource: Resource<'Account'>): Append<Updated<'Account', never>> | R | NotFound => {
    if (resource.kind !== 'live') return { kind: 'not-found' };
    const decided = decide(resource.state);
    if (!isChange(decided)) return decided;
    return { kind: 'append', event: eventOf(resource.state, context.clock.now(), decided) };
  };
  const target = { accountSid: ownerOf(account), sid: account.sid };
  return changeResource<'Account', R | NotFound>(context, target, decideOn, onTaken);
};

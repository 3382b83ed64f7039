import type { AccountDirectory, Accounts, AccountStatus, AccountView } from '@tandem/provisioning';

const sid = (digit: string): string => `AC${digit.repeat(32)}`;

const AT = '2013-11-04T16:33:39.000Z';

const account = (digit: string, friendlyName: string, more: Partial<AccountView> = {}): AccountView => ({
  sid: sid(digit),
  friendlyName,
  emailAddress: null,
  type: 'Full',
  status: 'active',
  role: 'administrator',
  parentSid: digit === 'a' || digit === 'e' ? null : sid('a'),
  effectiveStatus: more.status ?? 'active',
  sipDomain: 'tandem.test',
  sipDomainAliases: [],
  domainOwnerSid: sid('a'),
  level: digit === 'a' || digit === 'e' ? 1 : 2,
  version: 1,
  dateCreated: AT,
  dateUpdated: AT,
  ...more,
});

const closed = (digit: string, status: AccountStatus): AccountView => account(digit, status, { status });

/** A tree (`root` with children of every status) and a stranger with a tree of its own. */
export const ACCOUNTS = {
  root: account('a', 'Root & <Sons>'),
  child: account('b', 'Child'),
  suspended: closed('c', 'suspended'),
  closed: closed('d', 'closed'),
  stranger: account('e', 'Stranger', { sipDomain: 'stranger.test', domainOwnerSid: sid('e') }),
} as const satisfies Record<string, AccountView>;

/** The AuthToken of every fixture account, with characters that Basic must carry. */
export const AUTH_TOKEN = 'tökén:with:colons';

const ALL: readonly AccountView[] = Object.values(ACCOUNTS);

/** Accounts that need no store. */
export const fixtureAccounts: Accounts & AccountDirectory = {
  defaultDomain: 'tandem.test',
  find: async (wanted) => ALL.find((candidate) => candidate.sid === wanted) ?? null,
  authenticate: async (accountSid, authToken) => {
    const found = ALL.find((candidate) => candidate.sid === accountSid);
    return found !== undefined && authToken === AUTH_TOKEN
      ? { kind: 'authenticated', account: found }
      : { kind: 'refused' };
  },
  access: async (caller, wanted) => {
    const found = ALL.find((candidate) => candidate.sid === wanted);
    const mine =
      found?.sid === caller.sid || (caller.sid === sid('a') && found?.domainOwnerSid === caller.sid);
    return found !== undefined && mine ? { kind: 'granted', account: found } : { kind: 'forbidden' };
  },
};

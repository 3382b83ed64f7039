import { hash, timingSafeEqual } from 'node:crypto';
import type { Sid } from '@tandem/kernel';
import type { AccountDirectory } from './account-directory.ts';
import type { Accounts, AccountView } from './accounts.ts';

/** The one account of an installation, as its configuration gives it. */
export interface RootAccountConfig {
  readonly sid: Sid;
  readonly authToken: string;
  readonly sipDomain: string;
  readonly friendlyName?: string;
}

const digest = (text: string): Buffer => hash('sha256', text, 'buffer');

/** Digests have one length, so that the comparison takes the same time for every wrong guess. */
const equal = (expected: Buffer, text: string): boolean => timingSafeEqual(expected, digest(text));

/** Accounts of an installation that has a single, always active one, which owns its SIP domain. */
export const createRootAccount = ({
  sid,
  authToken,
  sipDomain,
  friendlyName = 'Tandem',
}: RootAccountConfig): Accounts & AccountDirectory => {
  const account: AccountView = { sid, friendlyName, status: 'active', sipDomain, domainOwnerSid: sid };
  const expectedSid = digest(sid);
  const expectedToken = digest(authToken);
  return {
    authenticate: async (accountSid, token) => {
      const sidMatches = equal(expectedSid, accountSid);
      const tokenMatches = equal(expectedToken, token);
      return sidMatches && tokenMatches ? { kind: 'authenticated', account } : { kind: 'refused' };
    },
    access: async (caller, wanted) =>
      caller.sid === sid && wanted === sid ? { kind: 'granted', account } : { kind: 'forbidden' },
    find: async (wanted) => (wanted === sid ? account : null),
  };
};

import type { Sid } from '@tandem/kernel';

export type AccountStatus = 'active' | 'suspended' | 'closed';

export interface AccountView {
  readonly sid: Sid;
  readonly friendlyName: string;
  readonly status: AccountStatus;
  /** The SIP domain of the account's tree, which is the digest realm too. */
  readonly sipDomain: string;
  /** The account at the top of the tree: owner of the domain, within which logins are unique. */
  readonly domainOwnerSid: Sid;
}

export type Authentication =
  { readonly kind: 'authenticated'; readonly account: AccountView } | { readonly kind: 'refused' };

export type Access =
  | { readonly kind: 'granted'; readonly account: AccountView }
  /** Neither the caller nor a descendant of the caller, whether or not it exists. */
  | { readonly kind: 'forbidden' };

/** Who may call, and on what. */
export interface Accounts {
  /** Checks AccountSid and AuthToken, in a time that does not tell which one was wrong. */
  authenticate(accountSid: string, authToken: string): Promise<Authentication>;
  /** Whether `caller` may act on the account `sid`. */
  access(caller: AccountView, sid: string): Promise<Access>;
}

import type { AccountRole, AccountStatus } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';

export type { AccountRole, AccountStatus } from '@tandem/contracts';

export interface AccountView {
  readonly sid: Sid;
  readonly friendlyName: string;
  readonly emailAddress: string | null;
  readonly type: 'Full';
  /** Its own; an account below one that is not active is not either (`effectiveStatus`). */
  readonly status: AccountStatus;
  readonly role: AccountRole;
  /** The account above; null at the top. */
  readonly parentSid: Sid | null;
  /** The worst status of it and of those above it. */
  readonly effectiveStatus: AccountStatus;
  /** The SIP domain of the account's tree, which is the digest realm too. */
  readonly sipDomain: string;
  /** Further names of the domain that it has of its own. */
  readonly sipDomainAliases: readonly string[];
  /** The account that the domain belongs to, within which logins are unique. */
  readonly domainOwnerSid: Sid;
  /** Accounts from the top to this one: 1 at the top. */
  readonly level: number;
  readonly version: number;
  /** ISO 8601, UTC. */
  readonly dateCreated: string;
  readonly dateUpdated: string;
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

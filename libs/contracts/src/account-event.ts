import type { Sid } from '@tandem/kernel';
import type { EventEnvelope } from './event-envelope.ts';

/** Stands for the account above in the event of one at the top: no account has this sid. */
export const NO_ACCOUNT: Sid = `AC${'0'.repeat(32)}`;

export type AccountEventType = 'AccountCreated' | 'AccountUpdated' | 'AccountDeleted';

/** `closing`: its credentials open nothing, and what it has is being deleted, for good; then it is `closed`. */
export type AccountStatus = 'active' | 'suspended' | 'closing' | 'closed';

/** What the credentials of an account may do: everything, everything but accounts, or look. */
export type AccountRole = 'administrator' | 'developer' | 'viewer';

/** An account as it stands after an event; no secret in any form. Absent optional values are null. */
export interface AccountState {
  readonly friendlyName: string;
  readonly emailAddress: string | null;
  readonly type: 'Full';
  readonly status: AccountStatus;
  readonly role: AccountRole;
  /** Of its own; null: that of the account above. */
  readonly sipDomain: string | null;
  /** Further names that select its own domain; absent: none. */
  readonly sipDomainAliases?: readonly string[];
  /** What it has is still being moved to its own domain; absent: all of it is there. */
  readonly sipDomainMoving?: boolean;
  /** The account above; null at the top. */
  readonly parentSid: Sid | null;
  readonly apiVersion: string;
  /** ISO 8601, UTC. */
  readonly dateCreated: string;
  readonly dateUpdated: string;
}

export type AccountField = keyof AccountState | 'authToken' | 'keys' | 'domain';

/** The value of a record on `tandem.accounts`, key = `sid` (docs/events.md). `accountSid` is the account above, `NO_ACCOUNT` at the top. */
export interface AccountEvent extends EventEnvelope {
  readonly type: AccountEventType;
  /** Names of the fields that this event changed, `authToken` and `keys` among them; never values. */
  readonly changed: readonly AccountField[];
  readonly state: AccountState;
}

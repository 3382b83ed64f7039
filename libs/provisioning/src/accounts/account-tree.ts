import { NO_ACCOUNT } from '@tandem/contracts';
import type { AccountStatus } from '@tandem/contracts';
import type { ResourceRow } from '@tandem/journal';
import { TandemError } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import type { AccountView } from '../accounts.ts';

export type AccountRow = ResourceRow<'Account'>;

/** How deep trees are: an account, its sub-accounts, and theirs. */
export const MAX_LEVELS = 3;

/** The account that owns an account's record: the one above, `NO_ACCOUNT` at the top. */
export const ownerOf = ({ parentSid }: Pick<AccountView, 'parentSid'>): Sid => parentSid ?? NO_ACCOUNT;

const WORST: Readonly<Record<AccountStatus, number>> = { active: 0, suspended: 1, closing: 2, closed: 3 };

const worst = (statuses: readonly AccountStatus[]): AccountStatus =>
  statuses.reduce((a, b) => (WORST[b] > WORST[a] ? b : a), 'active');

/**
 * An account as the rows of it and of those above it, from the top, make it. Pure.
 * @param rows from the top to the account itself
 * @param defaultDomain the SIP domain of trees that have none of their own
 */
export const viewOfTree = (rows: readonly AccountRow[], defaultDomain: string): AccountView => {
  const own = rows.at(-1);
  const [top] = rows;
  if (own === undefined || top === undefined) {
    throw new TandemError('CONTRACT_VIOLATION', 'an account without a row');
  }
  const domainOwner = rows.findLast(({ state }) => state.sipDomain !== null);
  const { state } = own;
  return {
    sid: own.sid,
    friendlyName: state.friendlyName,
    emailAddress: state.emailAddress,
    type: state.type,
    status: state.status,
    role: state.role,
    parentSid: state.parentSid,
    effectiveStatus: worst(rows.map((row) => row.state.status)),
    sipDomain: domainOwner?.state.sipDomain ?? defaultDomain,
    sipDomainAliases: state.sipDomainAliases ?? [],
    domainOwnerSid: (domainOwner ?? top).sid,
    level: rows.length,
    version: own.version,
    dateCreated: state.dateCreated,
    dateUpdated: state.dateUpdated,
  };
};

import type { AccountEvent, ClientEvent, ResourceEvent } from '@tandem/contracts';
import { isAccount, isClient } from '../cache/lookup-name.ts';

/**
 * When a revocation takes effect on a unit (G6):
 * - `immediate`: as soon as it is received, whatever the propagation model holds;
 * - `modelled`: with the delay of any other change.
 */
export type RevocationMode = 'immediate' | 'modelled';

export const REVOCATION_MODES = ['immediate', 'modelled'] as const satisfies readonly RevocationMode[];

/** What ends: all of a Client, its being enabled, what it authenticates with, or its account's being in service. */
export type Revoked = 'deleted' | 'disabled' | 'password' | 'account';

const DISABLED = 0;

/** A new password is sealed anew; so is an old one under a new key, but then the event does not say so. */
const hasNewPassword = (before: ClientEvent, after: ClientEvent): boolean => {
  // Compaction may have removed what lay between, and with it the event that says so.
  const isNext = after.version === before.version + 1;
  return after.credentials !== before.credentials && (!isNext || after.changed.includes('password'));
};

/** Whether an account was in service and is no more. */
const suspends = (before: AccountEvent, after: ResourceEvent | null): boolean =>
  before.state.status === 'active' &&
  (after === null || !isAccount(after) || after.state.status !== 'active');

/**
 * What a version takes from whoever uses the Client, or an account's Clients, as it was served before; nothing of other
 * resources, as nobody authenticates with them.
 * @param before null: nothing was served, so there is nothing to take
 * @param after null: a deletion
 */
export const revokedBy = (before: ResourceEvent | null, after: ResourceEvent | null): readonly Revoked[] => {
  if (before === null) return [];
  if (isAccount(before)) return suspends(before, after) ? ['account'] : [];
  if (!isClient(before)) return [];
  if (after === null || !isClient(after) || after.type === 'ClientDeleted') return ['deleted'];
  const revoked: Revoked[] = [];
  if (before.state.status !== DISABLED && after.state.status === DISABLED) revoked.push('disabled');
  if (hasNewPassword(before, after)) revoked.push('password');
  return revoked;
};

/** What is in effect already of versions that wait: how what is served differs from what is visible. */
export const overtakenOf = (visible: ClientEvent, served: ClientEvent): readonly Revoked[] => {
  const overtaken: Revoked[] = [];
  if (served.state.status !== visible.state.status) overtaken.push('disabled');
  if (served.credentials !== visible.credentials) overtaken.push('password');
  return overtaken;
};

/**
 * What is served in place of a version while later ones wait: the same, but disabled if one of them disables it, and with
 * the latest credentials, so that an old password works until the instant in which the new one does; null if one of them
 * is its deletion. The waiting versions themselves are what overlays it: as they become visible, nothing is left to
 * overlay.
 * @param held later versions, in order; null for a deletion
 */
export const overlaid = (served: ClientEvent, held: readonly (ClientEvent | null)[]): ClientEvent | null => {
  let { status } = served.state;
  let { credentials } = served;
  for (const event of held) {
    if (event === null || event.type === 'ClientDeleted') return null;
    if (event.version <= served.version) continue;
    if (event.state.status === DISABLED) status = DISABLED;
    // Digests of another realm open nothing before their domain shows too; a new password ends the old one all the same.
    if (event.domain === served.domain || event.changed.includes('password')) credentials = event.credentials;
  }
  if (status === served.state.status && credentials === served.credentials) return served;
  return { ...served, credentials, state: { ...served.state, status } };
};

/**
 * What is served in place of a version of an account while later ones wait: the same, but out of service if one of them
 * takes it out of service.
 */
export const overlaidAccount = (
  served: AccountEvent,
  held: readonly (ResourceEvent | null)[],
): AccountEvent => {
  const ends = held.findLast(
    (event): event is AccountEvent =>
      event !== null && isAccount(event) && event.version > served.version && event.state.status !== 'active',
  );
  if (ends === undefined || served.state.status !== 'active') return served;
  return { ...served, state: { ...served.state, status: ends.state.status } };
};

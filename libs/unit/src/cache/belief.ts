import type { ClientEvent, Lane } from '@tandem/contracts';
import type { Revoked } from '../model/revocation.ts';
import type { HeldVersion, ParkedVersion, VisibleResource } from './rows.ts';

/**
 * What a unit believes of a login: what it serves, and what it holds back. The events carry sealed credentials, so an
 * edge names what it shows instead of passing them on.
 */
export type Belief =
  | {
      readonly kind: 'served';
      readonly lane: Lane;
      readonly client: VisibleResource<ClientEvent>;
      /** Its next version, which waits; null if none does. */
      readonly next: HeldVersion | null;
      /** What of a version that waits is in effect already. */
      readonly overtaken: readonly Revoked[];
      /** The latest version read, visible or not. */
      readonly receivedVersion: number;
      /** A later version that cannot be read; null if there is none. */
      readonly parked: ParkedVersion | null;
    }
  /** Nothing is served, but its creation waits. */
  | { readonly kind: 'held'; readonly next: HeldVersion }
  | { readonly kind: 'unknown' };

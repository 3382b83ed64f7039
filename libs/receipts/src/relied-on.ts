import type { RelayCheckpoint, UnitPartitionStatus, UnitStatus } from '@tandem/contracts';

/**
 * Up to which revision a unit shows everything of a partition, as far as a receipt may rely on its word: never early
 * (design §2d). 0 when it follows another log, has diverged, or claims more than the relay has published. Where it skipped
 * what it could not read, only what a mark has proved counts.
 */
export const reliedOn = (
  { generation, conditions }: UnitStatus,
  own: UnitPartitionStatus,
  relay: RelayCheckpoint,
): number => {
  if (generation !== relay.generation || conditions.includes('DIVERGED')) return 0;
  if (own.received > relay.revision || own.visible > own.received) return 0;
  return conditions.includes('UNPROVED') ? Math.min(own.visible, own.proved) : own.visible;
};

/** Up to which revision a unit has received everything of a partition, under the same conditions. */
export const receivedBy = (status: UnitStatus, own: UnitPartitionStatus, relay: RelayCheckpoint): number =>
  reliedOn(status, { ...own, visible: own.received }, relay);

/** Whether a report may be believed in full only once more is known of the log: it is ahead of it, or of another. */
export const isAhead = ({ generation, partitions }: UnitStatus, relay: RelayCheckpoint): boolean =>
  generation !== relay.generation || partitions.some(({ received }) => received > relay.revision);

/** Whether the unit may be serving an older version of this Client (null: of any), as it could not read a newer one. */
export const mayBeParked = ({ parked, parkedSids }: UnitStatus, sid: string | null): boolean =>
  sid === null ? parked > 0 : parked > parkedSids.length || parkedSids.includes(sid);

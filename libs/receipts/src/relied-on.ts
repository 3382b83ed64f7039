import type { RelayCheckpoint, UnitStatus } from '@tandem/contracts';

/**
 * Up to which revision a unit shows everything of a partition, as far as a receipt may rely on its word: never early
 * (design §2d). 0 when it follows another log, has diverged, or claims more than the relay has published. Where it skipped
 * what it could not read, only what a mark has proved counts.
 */
export const reliedOn = (
  { generation, conditions, partitions }: UnitStatus,
  partition: number,
  relay: RelayCheckpoint,
): number => {
  const own = partitions.find((candidate) => candidate.partition === partition);
  if (own === undefined || generation !== relay.generation || conditions.includes('DIVERGED')) return 0;
  if (own.received > relay.revision || own.visible > own.received) return 0;
  return conditions.includes('UNPROVED') ? Math.min(own.visible, own.proved) : own.visible;
};

/** Up to which revision a unit has received everything of a partition, under the same conditions. */
export const receivedBy = (status: UnitStatus, partition: number, relay: RelayCheckpoint): number => {
  const received = status.partitions.map((own) => ({ ...own, visible: own.received }));
  return reliedOn({ ...status, partitions: received }, partition, relay);
};

/** Whether the unit may be serving an older version of this Client, as it could not read a newer one. */
export const mayBeParked = ({ parked, parkedSids }: UnitStatus, sid: string): boolean =>
  parked > parkedSids.length || parkedSids.includes(sid);

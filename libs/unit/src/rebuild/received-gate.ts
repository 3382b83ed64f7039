import { laneOf } from '@tandem/contracts';
import type { Lane, RelayCheckpoint } from '@tandem/contracts';
import type { PartitionRow } from '../cache/rows.ts';

/** How a partition of the cache being built stands against the one that serves. */
export interface PartitionStanding {
  readonly lane: Lane;
  /** It has read at least as far as the other. */
  readonly reached: boolean;
  /**
   * It holds just what the relay had published when it was at least as far as the other: what is missing in it is
   * missing in the journal.
   */
  readonly proved: boolean;
  /** Both have received the very same versions. */
  readonly same: boolean;
}

const isProved = (
  built: PartitionRow | undefined,
  serving: number,
  relay: RelayCheckpoint | null,
): boolean => {
  const published = built && relay?.partitions[built.topic]?.[built.partition];
  return (
    published !== undefined &&
    relay !== null &&
    relay.revision >= serving &&
    published.count === built?.digest.count &&
    published.digest === built.digest.digest
  );
};

/**
 * Compares two caches partition by partition.
 * @param relay the relay's last checkpoint, whose digests are those of the journal; null if none was seen
 */
export const standings = (
  serving: readonly PartitionRow[],
  built: readonly PartitionRow[],
  relay: RelayCheckpoint | null,
): readonly PartitionStanding[] =>
  serving.map(({ topic, partition, received, digest }) => {
    const own = built.find((row) => row.topic === topic && row.partition === partition);
    const proved = isProved(own, received, relay);
    const same = own?.digest.count === digest.count && own.digest.digest === digest.digest;
    return {
      lane: laneOf(topic, partition),
      proved,
      same,
      reached: proved || (own?.received ?? 0) >= received,
    };
  });

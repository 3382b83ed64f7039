import { digestAdd, digestRemove, EMPTY_DIGEST, isDeletion, RESOURCE_TOPICS } from '@tandem/contracts';
import type { PartitionDigest, RelayCheckpoint } from '@tandem/contracts';
import { TandemError } from '@tandem/kernel';
import type { JournalEvent } from '@tandem/journal';

const empty = (count: number): readonly PartitionDigest[] =>
  Array.from({ length: count }, () => EMPTY_DIGEST);

/** A checkpoint before the first event: a fresh log of this generation, its topics of `count` partitions each. */
export const emptyCheckpoint = (generation: string, count: number): RelayCheckpoint => ({
  revision: 0,
  generation,
  partitions: Object.fromEntries(RESOURCE_TOPICS.map((topic) => [topic, empty(count)])),
});

/** A checkpoint of a time when there were fewer topics: of those that came since nothing was published yet. */
export const withAllTopics = (checkpoint: RelayCheckpoint, count: number): RelayCheckpoint => ({
  ...checkpoint,
  partitions: { ...emptyCheckpoint('', count).partitions, ...checkpoint.partitions },
});

/** What a partition's digest becomes by an event: its version before is taken out, it goes in unless it is a delete. */
export const digestAfter = (before: PartitionDigest, event: JournalEvent): PartitionDigest => {
  const without =
    event.previousEventId === null
      ? before
      : digestRemove(before, {
          sid: event.stream,
          version: event.version - 1,
          eventId: event.previousEventId,
        });
  return isDeletion(event.type)
    ? without
    : digestAdd(without, { sid: event.stream, version: event.version, eventId: event.eventId });
};

/** The digests of a topic in a checkpoint; throws `LOG_MISCONFIGURED` if the checkpoint does not have it. */
export const digestsOf = (checkpoint: RelayCheckpoint, topic: string, count: number): PartitionDigest[] => {
  const digests = checkpoint.partitions[topic];
  if (digests?.length !== count) {
    throw new TandemError(
      'LOG_MISCONFIGURED',
      `the checkpoint counts ${digests?.length ?? 0} partitions of ${topic}, the log has ${count}; a topic's partition count never changes: make new topics`,
    );
  }
  return [...digests];
};

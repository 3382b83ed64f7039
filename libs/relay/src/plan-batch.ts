import { EMPTY_DIGEST, RESOURCE_TOPICS } from '@tandem/contracts';
import type { PartitionDigest, RecordHeaders, RelayCheckpoint } from '@tandem/contracts';
import { BatchLoad } from '@tandem/event-log';
import type { LogRecord } from '@tandem/event-log';
import type { JournalEntry, JournalEvent } from '@tandem/journal';
import { digestAfter, digestsOf } from './advance.ts';
import { toRecords } from './resource-records.ts';

/** One transaction of the relay. */
export interface PlannedBatch {
  readonly records: readonly LogRecord[];
  readonly checkpoint: RelayCheckpoint;
  /** How many entries it takes, no-ops included; at least one. */
  readonly entries: number;
}

export interface PlanInput {
  /** Contiguous, the first one at `checkpoint.revision + 1`; not empty. */
  readonly entries: readonly JournalEntry[];
  readonly checkpoint: RelayCheckpoint;
  /** Of each topic of resources. */
  readonly partitions: number;
  readonly traceOf: (event: JournalEvent) => RecordHeaders;
}

/**
 * The longest prefix of the entries that fits into one transaction, as records and the checkpoint that covers them.
 * An event too large by itself comes alone, so that the log's refusal names it. Pure.
 */
export const planBatch = ({ entries, checkpoint, partitions, traceOf }: PlanInput): PlannedBatch => {
  const digests = new Map<string, PartitionDigest[]>(
    RESOURCE_TOPICS.map((topic) => [topic, digestsOf(checkpoint, topic, partitions)]),
  );
  const load = new BatchLoad();
  const records: LogRecord[] = [];
  let taken = 0;
  for (const entry of entries) {
    if (entry.kind === 'event') {
      const next = toRecords(entry, { partitions, trace: traceOf(entry) });
      if (taken > 0 && !load.fits(next)) break;
      for (const record of next) load.add(record);
      records.push(...next);
      const [first] = next;
      const ofTopic = first && digests.get(first.topic);
      if (ofTopic) ofTopic[first.partition] = digestAfter(ofTopic[first.partition] ?? EMPTY_DIGEST, entry);
    }
    taken += 1;
  }
  return {
    records,
    entries: taken,
    checkpoint: {
      ...checkpoint,
      revision: checkpoint.revision + taken,
      partitions: { ...checkpoint.partitions, ...Object.fromEntries(digests) },
    },
  };
};

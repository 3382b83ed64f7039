import { EMPTY_DIGEST, TOPICS } from '@tandem/contracts';
import type { RecordHeaders, RelayCheckpoint } from '@tandem/contracts';
import type { LogRecord } from '@tandem/event-log';
import type { JournalEntry, JournalEvent } from '@tandem/journal';
import { digestAfter, digestsOf } from './advance.ts';
import { toRecords } from './client-records.ts';

/** One transaction of the relay. */
export interface PlannedBatch {
  readonly records: readonly LogRecord[];
  readonly checkpoint: RelayCheckpoint;
  /** How many entries it takes, no-ops included; at least one. */
  readonly entries: number;
}

export interface BatchCaps {
  readonly records: number;
  /** kafkajs puts a partition's records of a transaction into one batch: larger ones are MESSAGE_TOO_LARGE for ever. */
  readonly bytesPerPartition: number;
}

export const BATCH_CAPS: BatchCaps = { records: 500, bytesPerPartition: 512 * 1024 };

export interface PlanInput {
  /** Contiguous, the first one at `checkpoint.revision + 1`; not empty. */
  readonly entries: readonly JournalEntry[];
  readonly checkpoint: RelayCheckpoint;
  readonly partitions: number;
  readonly traceOf: (event: JournalEvent) => RecordHeaders;
  readonly caps?: BatchCaps;
}

const HEADER_BYTES = 512;

const sizeOf = (records: readonly LogRecord[]): number =>
  records.reduce((sum, { value }) => sum + HEADER_BYTES + (value?.length ?? 0), 0);

/** The longest prefix of the entries that fits the caps, as records and the checkpoint that covers them. Pure. */
export const planBatch = ({
  entries,
  checkpoint,
  partitions,
  traceOf,
  caps = BATCH_CAPS,
}: PlanInput): PlannedBatch => {
  const digests = digestsOf(checkpoint, TOPICS.clients.name, partitions);
  const bytes = new Map<number, number>();
  const records: LogRecord[] = [];
  let taken = 0;
  for (const entry of entries) {
    if (entry.kind === 'event') {
      const { generation } = checkpoint;
      const next = toRecords(entry, { partitions, generation, trace: traceOf(entry) });
      const partition = next[0]?.partition ?? 0;
      const size = (bytes.get(partition) ?? 0) + sizeOf(next);
      const full = records.length + next.length > caps.records || size > caps.bytesPerPartition;
      if (full && taken > 0) break;
      bytes.set(partition, size);
      records.push(...next);
      digests[partition] = digestAfter(digests[partition] ?? EMPTY_DIGEST, entry);
    }
    taken += 1;
  }
  return {
    records,
    entries: taken,
    checkpoint: {
      ...checkpoint,
      revision: checkpoint.revision + taken,
      partitions: { ...checkpoint.partitions, [TOPICS.clients.name]: digests },
    },
  };
};

import { EMPTY_DIGEST, TOPICS } from '@tandem/contracts';
import type { RecordHeaders, RelayCheckpoint } from '@tandem/contracts';
import { BatchLoad } from '@tandem/event-log';
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

export interface PlanInput {
  /** Contiguous, the first one at `checkpoint.revision + 1`; not empty. */
  readonly entries: readonly JournalEntry[];
  readonly checkpoint: RelayCheckpoint;
  readonly partitions: number;
  readonly traceOf: (event: JournalEvent) => RecordHeaders;
}

/**
 * The longest prefix of the entries that fits into one transaction, as records and the checkpoint that covers them.
 * An event too large by itself comes alone, so that the log's refusal names it. Pure.
 */
export const planBatch = ({ entries, checkpoint, partitions, traceOf }: PlanInput): PlannedBatch => {
  const digests = digestsOf(checkpoint, TOPICS.clients.name, partitions);
  const load = new BatchLoad();
  const records: LogRecord[] = [];
  let taken = 0;
  for (const entry of entries) {
    if (entry.kind === 'event') {
      const next = toRecords(entry, { partitions, trace: traceOf(entry) });
      if (taken > 0 && !load.fits(next)) break;
      for (const record of next) load.add(record);
      records.push(...next);
      const partition = next[0]?.partition ?? 0;
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

import type { EventLog, StoredRecord } from '@tandem/event-log';
import { withDeadline } from '@tandem/kernel';

const READ_MS = 30_000;

/**
 * All that a topic has now, partition by partition in the order of offsets. Throws `TIMED_OUT` when the log does not give
 * it within half a minute, and `LOG_MISCONFIGURED` where there is no such topic.
 */
export const readTopic = async (log: EventLog, topic: string): Promise<readonly StoredRecord[]> => {
  const records: StoredRecord[] = [];
  const open = new Set(Array.from({ length: await log.partitions(topic) }, (_, partition) => partition));
  let ended = (): void => undefined;
  const end = new Promise<void>((resolve) => {
    ended = resolve;
  });
  const consumer = await log.subscribe({
    reader: 'operator',
    topics: [topic],
    handlers: {
      position: () => 0,
      reset: async () => undefined,
      batch: async (batch) => {
        if (open.has(batch.partition)) records.push(...batch.records);
        if (batch.nextOffset >= batch.endOffset) open.delete(batch.partition);
        if (open.size === 0) ended();
      },
    },
  });
  try {
    await withDeadline(end, READ_MS, `reading ${topic}`);
  } finally {
    await consumer.close();
  }
  return records.toSorted((a, b) => a.partition - b.partition || a.offset - b.offset);
};

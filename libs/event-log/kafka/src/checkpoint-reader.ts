import { setTimeout as delay } from 'node:timers/promises';
import type { LogBatch } from '@tandem/event-log';
import { TandemError, withDeadline } from '@tandem/kernel';
import { KafkaConsumer } from './consumer/kafka-consumer.ts';
import { deferred } from './deferred.ts';
import { kafkaError } from './kafka-errors.ts';
import type { KafkaParts } from './parts.ts';
import { partitionBounds } from './topics/partition-bounds.ts';
import type { PartitionBounds } from './topics/partition-bounds.ts';

const PARTITION = 0;
/** How far before the end to begin: compaction never removes a key's last record, and each transaction wrote one. */
const FIRST_WINDOW = 64;
const WINDOW_GROWTH = 16;
/** Between two looks at whether commit markers have arrived. */
const MARKER_PAUSE_MS = 5;

export interface LastValueQuery {
  readonly topic: string;
  readonly key: string;
  /** What this process wrote itself is committed up to here; its commit markers may still be on their way. */
  readonly committedUpTo: number;
}

/**
 * The last committed value of a key in a topic of one partition, read to its end (read_committed); null without one.
 * Complete only while nobody else writes, that is after fencing.
 */
export const readLastValue = async (parts: KafkaParts, query: LastValueQuery): Promise<Buffer | null> => {
  const { topic, key } = query;
  const { low, high } = await whenCommitted(parts, query);
  for (let window = FIRST_WINDOW; ; window *= WINDOW_GROWTH) {
    const from = Math.max(low, high - window);
    const found = from < high ? await lastValueIn(parts, { topic, key, from, end: high }) : null;
    if (found !== null || from === low) return found;
  }
};

const whenCommitted = async (
  parts: KafkaParts,
  { topic, committedUpTo }: LastValueQuery,
): Promise<PartitionBounds> => {
  const { clock, timing } = parts.settings;
  const deadline = clock.monotonic() + timing.publishMs;
  for (;;) {
    const all = await partitionBounds(parts.admin, parts.names.topic(topic));
    const bounds = all.get(PARTITION) ?? { low: 0, high: 0 };
    if (bounds.high >= committedUpTo) return bounds;
    if (clock.monotonic() > deadline) {
      throw new TandemError('LOG_UNAVAILABLE', `the last transaction on ${topic} is not complete yet`);
    }
    await delay(MARKER_PAUSE_MS);
  }
};

interface Range {
  readonly topic: string;
  readonly key: string;
  readonly from: number;
  readonly end: number;
}

const lastValueIn = async (parts: KafkaParts, { topic, key, from, end }: Range): Promise<Buffer | null> => {
  const done = deferred<void>();
  let last: Buffer | null = null;
  const consumer = new KafkaConsumer(parts, {
    reader: 'checkpoint',
    topics: [topic],
    handlers: {
      position: () => from,
      batch: async ({ records, nextOffset }: LogBatch) => {
        for (const record of records) if (record.key === key && record.value !== null) last = record.value;
        if (nextOffset >= end) done.resolve();
      },
      reset: () => Promise.resolve(),
    },
  });
  try {
    await withDeadline(done.promise, parts.settings.timing.publishMs, `reading ${topic} to its end`);
    return last;
  } catch (error) {
    throw kafkaError(error, 'read the checkpoint');
  } finally {
    await consumer.close();
  }
};

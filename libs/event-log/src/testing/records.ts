import { partitionOf, TOPICS } from '@tandem/contracts';
import type { RelayCheckpoint } from '@tandem/contracts';
import type { LogRecord } from '../event-log.ts';

/** A record of `tandem.clients`; override what a test is about. */
export const clientRecord = (over: Partial<LogRecord> = {}): LogRecord => ({
  topic: TOPICS.clients.name,
  partition: 0,
  key: 'CL1',
  value: Buffer.from('{}'),
  headers: {},
  ...over,
});

/** Records 0…count−1 with keys of their own, on the partitions that the keys fall on. */
export const keyedRecords = (count: number, partitions: number, from = 0): LogRecord[] =>
  Array.from({ length: count }, (_, i) => {
    const key = `CL${from + i}`;
    return clientRecord({
      key,
      partition: partitionOf(key, partitions),
      value: Buffer.from(String(from + i)),
    });
  });

/** A checkpoint at this revision. */
export const checkpointAt = (revision: number, generation = 'g1'): RelayCheckpoint => ({
  revision,
  generation,
  partitions: { [TOPICS.clients.name]: [{ count: revision, digest: '0'.repeat(16) }] },
});

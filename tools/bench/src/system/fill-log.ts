import { digestAdd, EMPTY_DIGEST, TOPICS } from '@tandem/contracts';
import type { PartitionDigest } from '@tandem/contracts';
import type { EventLog, LogRecord } from '@tandem/event-log';
import { createdClient, recordOf } from './clients.ts';

/** Records of a transaction: few on each partition, and many in all. */
const PER_TRANSACTION = 2000;

/** Puts the creations of the Clients 0 to `count` − 1 on an empty log, with the checkpoint that the relay would write. */
export const fillLog = async (log: EventLog, count: number): Promise<void> => {
  await log.ensureTopics(Object.values(TOPICS));
  const partitions = await log.partitions(TOPICS.clients.name);
  const digests: PartitionDigest[] = Array.from({ length: partitions }, () => EMPTY_DIGEST);
  const recordedAt = new Date().toISOString();
  const publisher = await log.openPublisher();
  for (let from = 0; from < count; from += PER_TRANSACTION) {
    const records: LogRecord[] = [];
    const to = Math.min(from + PER_TRANSACTION, count);
    for (let number = from; number < to; number += 1) {
      const event = createdClient(number, recordedAt);
      const record = recordOf(event, partitions);
      records.push(record);
      digests[record.partition] = digestAdd(digests[record.partition] ?? EMPTY_DIGEST, event);
    }
    await publisher.publish(records, {
      revision: to,
      generation: 'benchmark',
      partitions: { [TOPICS.clients.name]: [...digests] },
    });
  }
  await publisher.close();
};

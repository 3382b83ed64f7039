import { callRecordCodec, partitionOf, TOPICS } from '@tandem/contracts';
import type { CallRecord } from '@tandem/contracts';
import { openKafkaEventLog } from '@tandem/event-log-kafka';

const { name: topic } = TOPICS.calls;

/** Writes records of calls as a unit does. */
export const writeCalls = async (brokers: readonly string[], calls: readonly CallRecord[]): Promise<void> => {
  const log = openKafkaEventLog({ brokers });
  try {
    const partitions = await log.partitions(topic);
    const writer = await log.openWriter();
    await writer.write(
      calls.map((call) => ({
        topic,
        partition: partitionOf(call.sid, partitions),
        key: call.sid,
        value: callRecordCodec.encode(call),
        headers: {},
      })),
    );
  } finally {
    await log.close();
  }
};

import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { MAX_BATCH_BYTES, MAX_BATCH_RECORDS, planBatches } from '@tandem/event-log';
import type { EventLog, LogRecord } from '@tandem/event-log';
import { checkpointAt, clientRecord } from '@tandem/event-log/testing';
import { describeWithKafka } from '@tandem/stack/testing';
import { createKafkaHarness } from '../testing/kafka-harness.ts';
import type { KafkaHarness } from '../testing/kafka-harness.ts';
import { clients, saying, valuesOf } from '../testing/reading.ts';

jest.setTimeout(60_000);

describeWithKafka('a batch larger than the broker takes', (brokers) => {
  let harness: KafkaHarness;
  let log: EventLog;

  beforeEach(async () => {
    harness = await createKafkaHarness(brokers, { partitions: 1 });
    log = await harness.open();
  });

  afterEach(() => harness.dispose());

  const sized = (bytes: number): LogRecord => clientRecord({ value: Buffer.alloc(bytes) });

  // 125 records of 12 kB on one partition: one batch for kafkajs, MESSAGE_TOO_LARGE for the broker, for ever.
  it('is cut by planBatches, and every part passes', async () => {
    await log.ensureTopics(Object.values(TOPICS));
    const records = Array.from({ length: 125 }, () => sized(12_000));
    const publisher = await log.openPublisher();
    const batches = planBatches(records, (record) => [record]);
    expect(batches.length).toBeGreaterThan(1);
    let revision = 0;
    for (const batch of batches) await publisher.publish(batch, checkpointAt((revision += batch.length)));
    expect(await valuesOf(log)).toHaveLength(125);
  });

  it('passes up to the limits of a transaction', async () => {
    await log.ensureTopics(Object.values(TOPICS));
    const publisher = await log.openPublisher();
    await publisher.publish([sized(MAX_BATCH_BYTES - 200)], checkpointAt(1));
    await publisher.publish(
      Array.from({ length: MAX_BATCH_RECORDS }, () => sized(1)),
      checkpointAt(2),
    );
  });

  it('is refused at once with LOG_RECORD_TOO_LARGE where the broker is set lower, and blocks nothing', async () => {
    await harness.admin((admin) =>
      admin.createTopics({
        timeout: 20_000,
        topics: [
          {
            topic: harness.prefix + clients,
            numPartitions: 1,
            configEntries: [
              { name: 'max.message.bytes', value: '10000' },
              { name: 'cleanup.policy', value: 'compact' },
            ],
          },
        ],
      }),
    );
    await log.ensureTopics(Object.values(TOPICS));
    const publisher = await log.openPublisher();
    await expect(publisher.publish([sized(20_000)], checkpointAt(1))).rejects.toMatchObject({
      code: 'LOG_RECORD_TOO_LARGE',
    });
    await publisher.close();

    const next = await log.openPublisher();
    expect(await next.checkpoint()).toBeNull();
    await next.publish([saying('small')], checkpointAt(1));
    expect(await valuesOf(log)).toEqual(['small']);
  });
});

import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import type { EventLog } from '@tandem/event-log';
import { checkpointAt, keyedRecords, RecordingReader } from '@tandem/event-log/testing';
import { describeWithKafka, quietKafka } from '@tandem/stack/testing';
import { waitFor } from '@tandem/testing';
import { createKafkaHarness } from '../testing/kafka-harness.ts';
import type { KafkaHarness } from '../testing/kafka-harness.ts';
import { clients } from '../testing/reading.ts';

jest.setTimeout(60_000);

const PARTITIONS = 4;
const PATIENCE = { timeoutMs: 20_000 };

describeWithKafka('a consumer that has to join its group again', (brokers) => {
  let harness: KafkaHarness;
  let log: EventLog;

  beforeEach(async () => {
    // Rebalances come with heartbeats, ten in a session.
    harness = await createKafkaHarness(brokers, { partitions: PARTITIONS, timing: { sessionMs: 6000 } });
    log = await harness.open();
    await log.ensureTopics(Object.values(TOPICS));
  });

  afterEach(() => harness.dispose());

  const groupsOf = (reader: string): Promise<string[]> =>
    harness.admin(async (admin) => {
      const { groups } = await admin.listGroups();
      return groups
        .map(({ groupId }) => groupId)
        .filter((id) => id.startsWith(`${harness.prefix}tandem.${reader}.`));
    });

  // Without a seek at every join reading starts at the beginning again.
  it('is STALLED while another member holds partitions, then goes on from its positions', async () => {
    const publisher = await log.openPublisher();
    await publisher.publish(keyedRecords(40, PARTITIONS), checkpointAt(40));
    const reader = new RecordingReader();
    await log.subscribe({ reader: 'unit-1', topics: [clients], handlers: reader });
    await waitFor(() => reader.records.length === 40, PATIENCE);
    await waitFor(() => reader.caughtUp(clients, PARTITIONS), PATIENCE);

    const [groupId] = await groupsOf('unit-1');
    const intruder = quietKafka(brokers).consumer({ groupId: groupId ?? '', sessionTimeout: 6000 });
    await intruder.connect();
    await intruder.subscribe({ topic: harness.prefix + clients });
    await intruder.run({ autoCommit: false, eachMessage: async () => undefined });
    await waitFor(() => reader.conditions.at(-1) === 'STALLED', PATIENCE);
    await publisher.publish(keyedRecords(40, PARTITIONS, 40), checkpointAt(80));
    await intruder.disconnect();

    await waitFor(() => reader.conditions.at(-1) === 'ASSIGNED', PATIENCE);
    await waitFor(() => reader.records.length >= 80, PATIENCE);
    await waitFor(() => reader.caughtUp(clients, PARTITIONS), PATIENCE);
    expect(reader.values().toSorted()).toEqual(Array.from({ length: 80 }, (_, i) => String(i)).toSorted());
    expect(reader.resets).toEqual([]);
    expect(reader.overlaps).toEqual([]);
  });

  it('leaves no group behind when it closes', async () => {
    const reader = new RecordingReader();
    const consumer = await log.subscribe({ reader: 'unit 2', topics: [clients], handlers: reader });
    await waitFor(() => reader.caughtUp(clients, PARTITIONS), PATIENCE);
    expect(await groupsOf('unit_2')).toHaveLength(1);
    await consumer.close();
    expect(await groupsOf('unit_2')).toEqual([]);
  });
});

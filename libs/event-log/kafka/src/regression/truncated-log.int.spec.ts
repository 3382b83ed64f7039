import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import type { EventLog } from '@tandem/event-log';
import { checkpointAt, RecordingReader } from '@tandem/event-log/testing';
import { describeWithKafka, quietKafka } from '@tandem/stack/testing';
import { waitFor } from '@tandem/testing';
import type { Producer, Transaction } from 'kafkajs';
import { createKafkaHarness } from '../testing/kafka-harness.ts';
import type { KafkaHarness } from '../testing/kafka-harness.ts';
import { clients, saying } from '../testing/reading.ts';

jest.setTimeout(90_000);

const PATIENCE = { timeoutMs: 40_000 };
/** So rarely that ends are compared at the start only, and what is tested must come from reading. */
const RARELY = { checkEveryMs: 600_000 };
const OFTEN = { checkEveryMs: 500 };
const place = `${clients}/0`;

describeWithKafka('a log that is not what the reader knew', (brokers) => {
  let harness: KafkaHarness;
  let log: EventLog;
  let producer: Producer | undefined;

  beforeEach(async () => {
    harness = await createKafkaHarness(brokers, { partitions: 1, timing: RARELY });
    log = await harness.open();
    await log.ensureTopics(Object.values(TOPICS));
  });

  afterEach(async () => {
    await producer?.disconnect();
    producer = undefined;
    await harness.dispose();
  });

  const publish = async (...texts: string[]): Promise<void> => {
    const publisher = await log.openPublisher();
    for (const text of texts) await publisher.publish([saying(text)], checkpointAt(1));
    await publisher.close();
  };
  /** Someone else's transaction with one record, not ended yet. */
  const begin = async (value: string): Promise<Transaction> => {
    producer = quietKafka(brokers).producer({
      transactionalId: `${harness.prefix}other`,
      idempotent: true,
    });
    await producer.connect();
    const transaction = await producer.transaction();
    await transaction.send({ topic: harness.prefix + clients, messages: [{ key: 'k', value }] });
    return transaction;
  };
  const remake = async (): Promise<void> => {
    await harness.admin((admin) => admin.deleteTopics({ topics: [harness.prefix + clients] }));
    await waitFor(async () => {
      await log.ensureTopics([TOPICS.clients]);
      return true;
    }, PATIENCE);
  };

  it('made anew while it is read: reset is reported, and the new records are read from their beginning', async () => {
    await publish('a', 'b', 'c', 'd', 'e');
    const reader = new RecordingReader();
    await log.subscribe({ reader: 'unit-1', topics: [clients], handlers: reader });
    await waitFor(() => reader.records.length === 5, PATIENCE);
    await remake();
    await publish('x', 'y');
    await waitFor(() => reader.values().includes('y'), PATIENCE);
    expect(reader.resets).toEqual([place]);
    expect(reader.values()).toEqual(['a', 'b', 'c', 'd', 'e', 'x', 'y']);
  });

  it('made anew and left empty: reset is reported all the same', async () => {
    await publish('a', 'b');
    const reader = new RecordingReader();
    const watchful = harness.openWith({ timing: OFTEN });
    await watchful.subscribe({ reader: 'unit-1', topics: [clients], handlers: reader });
    await waitFor(() => reader.records.length === 2, PATIENCE);
    await remake();
    await waitFor(() => reader.resets.length > 0, PATIENCE);
    await publish('x');
    await waitFor(() => reader.values().includes('x'), PATIENCE);
    expect(reader.resets).toEqual([place]);
  });

  it('with an aborted transaction at its end: the reader is told to go on behind it', async () => {
    await publish('a');
    const reader = new RecordingReader();
    await log.subscribe({ reader: 'unit-1', topics: [clients], handlers: reader });
    await waitFor(() => reader.positions.get(place) === 2, PATIENCE);
    const transaction = await begin('aborted');
    await transaction.abort();
    // The record that was not, and its abort marker.
    await waitFor(() => reader.positions.get(place) === 4, PATIENCE);
    expect(reader.values()).toEqual(['a']);
  });

  it('with an open transaction at its end: the reader has caught up before it, and sees it once committed', async () => {
    await publish('a');
    const transaction = await begin('late');
    const reader = new RecordingReader();
    await log.subscribe({ reader: 'unit-1', topics: [clients], handlers: reader });
    await waitFor(() => reader.caughtUp(clients, 1), PATIENCE);
    expect(reader.values()).toEqual(['a']);
    await transaction.commit();
    await waitFor(() => reader.values().includes('late'), PATIENCE);
  });
});

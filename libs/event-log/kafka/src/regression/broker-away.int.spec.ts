import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import type { EventLog } from '@tandem/event-log';
import { checkpointAt, keyedRecords, RecordingReader } from '@tandem/event-log/testing';
import { startKafkaBehindProxy } from '@tandem/stack';
import type { ProxiedKafka } from '@tandem/stack';
import { describeWithOwnServers } from '@tandem/stack/testing';
import { waitFor } from '@tandem/testing';
import { openKafkaEventLog } from '../index.ts';
import { closeServers } from '../testing/close-servers.ts';
import { createKafkaHarness } from '../testing/kafka-harness.ts';
import type { KafkaHarness } from '../testing/kafka-harness.ts';
import { clients, saying } from '../testing/reading.ts';

jest.setTimeout(120_000);

const PARTITIONS = 2;
const PATIENCE = { timeoutMs: 60_000 };

describeWithOwnServers(['kafka'], 'reading while Kafka is away', () => {
  let servers: ProxiedKafka;
  let harness: KafkaHarness;
  /** Past the proxy. */
  let log: EventLog;

  beforeAll(async () => {
    servers = await startKafkaBehindProxy();
  });

  afterAll(() => closeServers(servers));

  beforeEach(async () => {
    harness = await createKafkaHarness(servers.kafka.brokers, { partitions: PARTITIONS });
    log = await harness.open();
    await log.ensureTopics(Object.values(TOPICS));
  });

  afterEach(() => harness.dispose());

  const publish = async (count: number, from: number): Promise<void> => {
    const publisher = await log.openPublisher();
    await publisher.publish(keyedRecords(count, PARTITIONS, from), checkpointAt(from + count));
    await publisher.close();
  };
  const numbers = (count: number): string[] => Array.from({ length: count }, (_, i) => String(i)).toSorted();

  it('goes on after the broker was killed, with nothing missed or read twice', async () => {
    await publish(20, 0);
    const reader = new RecordingReader();
    await log.subscribe({ reader: 'unit-1', topics: [clients], handlers: reader });
    await waitFor(() => reader.records.length === 20, PATIENCE);

    await servers.kafka.kill();
    await waitFor(() => reader.conditions.at(-1) === 'STALLED', PATIENCE);
    await servers.kafka.restart();
    await publish(20, 20);
    await waitFor(() => reader.records.length >= 40, PATIENCE);
    expect(reader.values().toSorted()).toEqual(numbers(40));
    expect(reader.conditions.at(-1)).toBe('ASSIGNED');
    expect(reader.resets).toEqual([]);
  });

  it('notices a network that swallows everything, and goes on when it is back', async () => {
    const timing = { silenceMs: 1500, requestMs: 1000, connectMs: 500, closeMs: 1000, publishMs: 2000 };
    const behind = harness.openWith({ brokers: servers.proxiedBrokers, timing });
    await publish(20, 0);
    const reader = new RecordingReader();
    await behind.subscribe({ reader: 'unit-1', topics: [clients], handlers: reader });
    await waitFor(() => reader.records.length === 20, PATIENCE);

    servers.proxy.pause();
    await waitFor(() => reader.conditions.at(-1) === 'STALLED', PATIENCE);
    await publish(20, 20);
    servers.proxy.resume();
    await waitFor(() => reader.records.length >= 40, PATIENCE);
    expect(reader.values().toSorted()).toEqual(numbers(40));
  });

  it('closes in time while nothing answers', async () => {
    const timing = { requestMs: 1000, connectMs: 500, closeMs: 1000, publishMs: 8000 };
    const behind = harness.openWith({ brokers: servers.proxiedBrokers, timing });
    const reader = new RecordingReader();
    await behind.subscribe({ reader: 'unit-1', topics: [clients], handlers: reader });
    await waitFor(() => reader.caughtUp(clients, PARTITIONS), PATIENCE);
    const publisher = await behind.openPublisher();
    const writer = await behind.openWriter();
    await writer.write([saying('x')]);

    servers.proxy.pause();
    const started = performance.now();
    await behind.close();
    expect(performance.now() - started).toBeLessThan(10_000);
    servers.proxy.resume();
    await publisher.close();
  });

  it('can be subscribed and closed while there is no broker at all; what asks for an answer fails', async () => {
    const nowhere = openKafkaEventLog({
      brokers: ['127.0.0.1:1'],
      timing: { connectMs: 200, publishMs: 1500 },
    });
    const reader = new RecordingReader();
    await nowhere.subscribe({ reader: 'unit-1', topics: [clients], handlers: reader });
    await waitFor(() => reader.conditions.at(-1) === 'STALLED', PATIENCE);
    await expect(nowhere.openPublisher()).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
    await expect(nowhere.ensureTopics([TOPICS.clients])).rejects.toMatchObject({ code: 'LOG_UNAVAILABLE' });
    await nowhere.close();
    expect(reader.batches).toEqual([]);
  });
});

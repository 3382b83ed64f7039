import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { waitFor } from '@tandem/testing';
import type { Kafka } from 'kafkajs';
import { describeWithOwnServers } from '../testing/describe-with-stack.ts';
import { quietKafka } from '../testing/quiet-kafka.ts';
import { type ProxiedKafka, startKafkaBehindProxy } from './kafka-behind-proxy.ts';
import { loseKafkaResponse } from './lose-response.ts';
import { pingKafka } from './ping-kafka.ts';
import { type KafkaServer, startKafka } from './start-kafka.ts';

const LONG = 60_000;

async function createTopic(kafka: Kafka, topic: string): Promise<void> {
  const admin = kafka.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 1 }], waitForLeaders: true });
  await admin.disconnect();
}

/** All values of the topic that a reader of committed records sees, read from its beginning up to `last`. */
async function readUntil(kafka: Kafka, topic: string, last: string): Promise<string[]> {
  const values: string[] = [];
  const consumer = kafka.consumer({
    groupId: `reader-${topic}-${last}`,
    readUncommitted: false,
    maxWaitTimeInMs: 100,
  });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({
    eachMessage: async ({ message }) => void values.push(message.value?.toString() ?? ''),
  });
  await waitFor(() => values.includes(last), { timeoutMs: 20_000, what: `"${last}" in ${topic}` });
  await consumer.disconnect();
  return values;
}

async function send(kafka: Kafka, topic: string, value: string): Promise<void> {
  const producer = kafka.producer();
  await producer.connect();
  await producer.send({ topic, messages: [{ value }] });
  await producer.disconnect();
}

describeWithOwnServers(['kafka'], 'a Kafka broker of one’s own', () => {
  let server: KafkaServer;
  let kafka: Kafka;

  beforeAll(async () => {
    server = await startKafka();
    kafka = quietKafka(server.brokers);
  }, LONG);

  afterAll(() => server.close());

  it(
    'shows committed transactions and hides aborted ones',
    async () => {
      await createTopic(kafka, 'transactions');
      const producer = kafka.producer({ transactionalId: 'tx', idempotent: true, maxInFlightRequests: 1 });
      await producer.connect();
      for (const [value, commit] of [
        ['one', true],
        ['two', false],
        ['three', true],
      ] as const) {
        const transaction = await producer.transaction();
        await transaction.send({ topic: 'transactions', messages: [{ value }] });
        await (commit ? transaction.commit() : transaction.abort());
      }
      await producer.disconnect();
      expect(await readUntil(kafka, 'transactions', 'three')).toEqual(['one', 'three']);
    },
    LONG,
  );

  it(
    'has no topic that nobody created',
    async () => {
      await expect(
        send(quietKafka(server.brokers, { retries: 1 }), 'nobody-made-me', 'x'),
      ).rejects.toMatchObject({
        name: expect.stringMatching(/Kafka/),
      });
    },
    LONG,
  );

  it(
    'answers nothing while frozen and goes on after',
    async () => {
      server.pause();
      await waitFor(async () => !(await pingKafka(server.port, 200)), { what: 'it to stop' });
      expect(await pingKafka(server.port, 200)).toBe(false);
      server.resume();
      await waitFor(() => pingKafka(server.port), { timeoutMs: 20_000 });
    },
    LONG,
  );

  it.each(['stop', 'kill'] as const)(
    'keeps port and records over a %s and a restart',
    async (end) => {
      await createTopic(kafka, `kept-${end}`);
      await send(kafka, `kept-${end}`, 'before');
      await server[end]();
      expect(await pingKafka(server.port, 200)).toBe(false);
      await server.restart();
      await send(kafka, `kept-${end}`, 'after');
      expect(await readUntil(kafka, `kept-${end}`, 'after')).toEqual(['before', 'after']);
    },
    LONG,
  );
});

describeWithOwnServers(['kafka'], 'a Kafka broker behind a proxy', () => {
  let proxied: ProxiedKafka;

  beforeAll(async () => {
    proxied = await startKafkaBehindProxy();
    await createTopic(quietKafka(proxied.kafka.brokers), 'topic');
  }, LONG);

  afterAll(() => proxied.close());

  it(
    'keeps its clients behind the proxy, and those past it off',
    async () => {
      proxied.proxy.refuse();
      await send(quietKafka(proxied.kafka.brokers), 'topic', 'past');
      const refused = quietKafka(proxied.proxiedBrokers, { retries: 1 }).admin();
      await expect(refused.connect()).rejects.toMatchObject({ name: expect.stringMatching(/Kafka/) });
      proxied.proxy.accept();
      await send(quietKafka(proxied.proxiedBrokers), 'topic', 'through');
      expect(await readUntil(quietKafka(proxied.kafka.brokers), 'topic', 'through')).toContain('past');
    },
    LONG,
  );

  it(
    'loses the answer to a produce request that the broker has carried out',
    async () => {
      const lost = loseKafkaResponse(proxied.proxy, 'Produce', { skip: 1 });
      const producer = quietKafka(proxied.proxiedBrokers).producer({ retry: { retries: 0 } });
      await producer.connect();
      await producer.send({ topic: 'topic', messages: [{ value: 'first' }] });
      await expect(producer.send({ topic: 'topic', messages: [{ value: 'second' }] })).rejects.toMatchObject({
        name: expect.stringMatching(/Kafka/),
      });
      await lost;
      await producer.disconnect();
      const values = await readUntil(quietKafka(proxied.kafka.brokers), 'topic', 'second');
      expect(values.filter((value) => value === 'second')).toHaveLength(1);
    },
    LONG,
  );
});

describe('startKafka', () => {
  it('says which tool is missing', async () => {
    const [cache, home, path] = ['TANDEM_STACK_CACHE', 'JAVA_HOME', 'PATH'].map((name) => process.env[name]);
    expect(existsSync('/nowhere')).toBe(false);
    Object.assign(process.env, {
      TANDEM_STACK_CACHE: '/nowhere/cache',
      JAVA_HOME: '/nowhere',
      PATH: '/nowhere',
    });
    try {
      await expect(startKafka()).rejects.toMatchObject({ code: 'TOOL_MISSING' });
    } finally {
      for (const [name, value] of Object.entries({
        TANDEM_STACK_CACHE: cache,
        JAVA_HOME: home,
        PATH: path,
      })) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    }
  });
});

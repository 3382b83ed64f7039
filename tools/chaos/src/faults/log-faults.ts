import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { RESOURCE_TOPICS, TOPICS } from '@tandem/contracts';
import type { RunningStack } from '@tandem/e2e/testing';
import type { Random } from '@tandem/kernel';
import { waitFor } from '@tandem/testing';
import { Kafka } from 'kafkajs';
import type { IHeaders, KafkaMessage } from 'kafkajs';
import { pickOf } from './fault.ts';
import type { Fault } from './fault.ts';

const CLIENTS = TOPICS.clients.name;
const READ_MS = 20_000;
/** Of those that there are. */
const PARTITIONS = 4;

const kafkaOf = (stack: RunningStack): Kafka =>
  new Kafka({ clientId: 'chaos', brokers: [...stack.kafka.brokers], logCreator: () => () => undefined });

interface Found {
  readonly partition: number;
  readonly message: Pick<KafkaMessage, 'key' | 'value'> & { readonly headers?: IHeaders | undefined };
}

/** Some records of the log as they lie there. */
const someRecords = async (kafka: Kafka): Promise<readonly Found[]> => {
  const found: Found[] = [];
  const consumer = kafka.consumer({ groupId: `chaos-${randomBytes(4).toString('hex')}` });
  await consumer.connect();
  try {
    await consumer.subscribe({ topics: [CLIENTS], fromBeginning: true });
    await consumer.run({
      eachMessage: async ({ partition, message }) => void found.push({ partition, message }),
    });
    await waitFor(() => found.length >= 50, { what: 'records of the log', timeoutMs: READ_MS });
  } finally {
    await consumer.disconnect();
  }
  return found;
};

const again = ({ key, value, headers }: Found['message']) => ({ key, value, ...(headers && { headers }) });

const send = async (kafka: Kafka, records: readonly Found[]): Promise<void> => {
  const producer = kafka.producer({ allowAutoTopicCreation: false });
  await producer.connect();
  try {
    for (const { partition, message } of records) {
      await producer.send({ topic: CLIENTS, messages: [{ ...again(message), partition }] });
    }
  } finally {
    await producer.disconnect();
  }
};

const shuffled = <T>(random: Random, items: readonly T[]): readonly T[] =>
  items
    .map((item) => ({ item, place: random.float() }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ item }) => item);

/** A producer with a fault: everything comes again, late and in any order. */
export const repeatedRecords: Fault = {
  name: 'repeated-records',
  inject: async ({ stack, random }) => {
    const kafka = kafkaOf(stack);
    const records = await someRecords(kafka);
    await send(kafka, shuffled(random, records).slice(0, 60));
    await pause(500);
    await send(kafka, shuffled(random, records).slice(0, 60));
  },
};

/** Records that nobody can read, not even whose they are. */
export const corruptRecords: Fault = {
  name: 'corrupt-records',
  inject: async ({ stack, random }) => {
    const kafka = kafkaOf(stack);
    const corrupt = (partition: number): Found => ({
      partition,
      message: {
        key: random.bytes(8),
        value: random.bytes(64),
        headers: pickOf<IHeaders>(random, [{}, { sid: 'CL' }, { version: 'x', sid: random.bytes(4) }]),
      },
    });
    await send(
      kafka,
      Array.from({ length: 12 }, (_, index) => corrupt(index % PARTITIONS)),
    );
  },
};

/** The log is lost and made anew, empty: the relay fills it from the journal, and units rebuild. */
export const logRecreated: Fault = {
  name: 'log-recreated',
  inject: async ({ stack }) => {
    const provisioning = stack.members.filter(({ name }) => name.startsWith('provisioning'));
    await Promise.all(provisioning.map(({ process }) => process.kill()));
    const admin = kafkaOf(stack).admin();
    await admin.connect();
    try {
      const topics: string[] = [...RESOURCE_TOPICS, TOPICS.relay.name];
      await admin.deleteTopics({ topics });
      const gone = async (): Promise<boolean> =>
        !(await admin.listTopics()).some((topic) => topics.includes(topic));
      await waitFor(gone, { what: 'the topics to be gone', timeoutMs: READ_MS });
    } finally {
      await admin.disconnect();
    }
    for (const member of provisioning) await member.startAgain();
  },
};

import { setTimeout as delay } from 'node:timers/promises';
import { DEFAULT_PARTITIONS } from '@tandem/event-log';
import { TandemError } from '@tandem/kernel';
import { Kafka } from 'kafkajs';
import type { Producer } from 'kafkajs';
import { monotonicMs } from '../harness/monotonic.ts';
import { Resources } from '../harness/resources.ts';
import { serveProgram } from '../harness/serve-program.ts';
import { createdClient, recordOf } from '../system/clients.ts';
import type { RawPace, RawPlace, RawQuestions, Timed } from './raw-questions.ts';

const ACKS_ALL = -1;

const resources = new Resources();
let topic = '';
let producer: Producer | undefined;
let keys: string[] = [];
let at: number[] = [];

const kafkaAt = (brokers: readonly string[]): Kafka =>
  new Kafka({
    clientId: 'bench-raw',
    brokers: [...brokers],
    logCreator: () => () => undefined,
    retry: { initialRetryTime: 5, factor: 0.2, multiplier: 1.3, retries: 30, maxRetryTime: 1000 },
  });

const openProducer = async (place: RawPlace): Promise<void> => {
  topic = place.topic;
  producer = kafkaAt(place.brokers).producer({ idempotent: true, allowAutoTopicCreation: false });
  await producer.connect();
  resources.add(producer, (opened) => opened.disconnect());
};

/** Resolves when it has its partitions: what is sent from then on is consumed. */
const openConsumer = async ({ brokers, topic: from }: RawPlace): Promise<void> => {
  const consumer = kafkaAt(brokers).consumer({ groupId: `${from}-${process.pid}`, maxWaitTimeInMs: 500 });
  resources.add(consumer, (opened) => opened.disconnect());
  const joined = new Promise<void>((resolve) => consumer.on(consumer.events.GROUP_JOIN, () => resolve()));
  await consumer.connect();
  await consumer.subscribe({ topics: [from], fromBeginning: true });
  await consumer.run({
    eachBatch: async ({ batch }) => {
      const now = monotonicMs();
      for (const { key } of batch.messages) {
        keys.push(String(key));
        at.push(now);
      }
    },
  });
  await joined;
};

const produce = async ({ perSecond, seconds, from }: RawPace): Promise<Timed> => {
  const to = producer;
  if (to === undefined) throw new TandemError('CLOSED', 'there is no producer');
  const recordedAt = new Date().toISOString();
  const records = Array.from({ length: perSecond * seconds }, (_, number) =>
    recordOf(createdClient(from + number, recordedAt), DEFAULT_PARTITIONS),
  );
  const sentAt: number[] = [];
  const sends: Promise<unknown>[] = [];
  const begun = monotonicMs();
  for (const [number, { partition, key, value, headers }] of records.entries()) {
    const wait = begun + (number * 1000) / perSecond - monotonicMs();
    if (wait > 0) await delay(wait);
    sentAt.push(monotonicMs());
    sends.push(
      to.send({ topic, acks: ACKS_ALL, messages: [{ partition, key, value, headers: { ...headers } }] }),
    );
  }
  await Promise.all(sends);
  return { keys: records.map(({ key }) => key), at: Float64Array.from(sentAt) };
};

const consumed = (): Timed => {
  const all = { keys, at: Float64Array.from(at) };
  keys = [];
  at = [];
  return all;
};

await serveProgram<RawQuestions>(() => ({
  answers: { openProducer, openConsumer, produce, consumed },
  close: () => resources.close(),
}));

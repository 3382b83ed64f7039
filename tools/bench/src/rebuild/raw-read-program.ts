import { TOPICS } from '@tandem/contracts';
import { TandemError, withDeadline } from '@tandem/kernel';
import { Kafka } from 'kafkajs';
import { serveProgram } from '../harness/serve-program.ts';
import type { RawRead, RawReadQuestions } from './raw-read-questions.ts';

const READ_MS = 600_000;

let reads = 0;

/** A consumer that does nothing with what it reads but count it. */
const read = async ({ brokers, prefix, records }: RawRead): Promise<{ readonly seconds: number }> => {
  const kafka = new Kafka({
    clientId: 'bench-raw',
    brokers: [...brokers],
    logCreator: () => () => undefined,
  });
  // A group of its own each time: one that had committed offsets would have nothing left to read.
  reads += 1;
  const consumer = kafka.consumer({ groupId: `${prefix}raw-${process.pid}-${reads}` });
  await consumer.connect();
  await consumer.subscribe({ topics: [prefix + TOPICS.clients.name], fromBeginning: true });
  let [count, first, last] = [0, 0, 0];
  const all = new Promise<void>((resolve, reject) => {
    consumer.on(consumer.events.CRASH, () =>
      reject(new TandemError('LOG_UNAVAILABLE', 'the consumer crashed')),
    );
    void consumer.run({
      partitionsConsumedConcurrently: 4,
      eachBatch: async ({ batch }) => {
        if (count === 0) first = performance.now();
        count += batch.messages.length;
        if (count < records) return;
        last = performance.now();
        resolve();
      },
    });
  });
  await withDeadline(all, READ_MS, 'reading the topic');
  await consumer.disconnect();
  // From the first batch: joining the group is not reading.
  return { seconds: (last - first) / 1000 };
};

await serveProgram<RawReadQuestions>(() => ({ answers: { read }, close: async () => undefined }));

import { takeTurns } from '../harness/compare.ts';
import type { Samples } from '../harness/compare.ts';
import { Program } from '../harness/program.ts';
import { withResources } from '../harness/resources.ts';
import type { Resources } from '../harness/resources.ts';
import type { BenchKafka } from '../system/bench-kafka.ts';
import { startSystem } from '../system/start-system.ts';
import type { Plan, Sample } from './plan.ts';
import type { RawQuestions } from './raw-questions.ts';
import { rawSide } from './raw-side.ts';
import type { RawSide } from './raw-side.ts';
import { tandemSide } from './tandem-side.ts';

export const ON_KAFKA = 'on Kafka, provisioning and unit apart';
export const RAW_KAFKA = 'raw kafkajs, produce to consume';

export const startRaw = async (
  kafka: BenchKafka,
  readers: number,
  resources: Resources,
): Promise<RawSide> => {
  const place = { brokers: kafka.brokers, topic: await kafka.makeTopic('raw') };
  const program = new URL('./raw-kafka-program.js', import.meta.url);
  // kafkajs plans some timers into the past; Node warns of each process's first.
  const options = { execArgv: ['--disable-warning=TimeoutNegativeWarning'] };
  const start = async (): Promise<Program<RawQuestions>> =>
    resources.add(await Program.start<RawQuestions>(program, options), (each) => each.stop());
  const producer = await start();
  const consumers = await Promise.all(Array.from({ length: readers }, start));
  await Promise.all([
    producer.ask('openProducer', place),
    ...consumers.map((consumer) => consumer.ask('openConsumer', place)),
  ]);
  return { name: RAW_KAFKA, producer, consumers };
};

/** Tandem on Kafka and a bare kafkajs producer and consumer, all four in processes of their own, by turns. */
export const measureKafka = (dir: string, kafka: BenchKafka, plan: Plan): Promise<Samples<Sample>> =>
  withResources(async (resources) => {
    const log = { kind: 'kafka' as const, brokers: kafka.brokers, prefix: kafka.prefix };
    const { load, unit, port } = await startSystem(dir, log, resources);
    const tandem = { name: ON_KAFKA, load, port, units: [unit] };
    const raw = await startRaw(kafka, 1, resources);
    return takeTurns([tandemSide(tandem, plan), rawSide(raw, plan)], plan);
  });

import { join } from 'node:path';
import { takeTurns } from '../harness/compare.ts';
import type { Samples } from '../harness/compare.ts';
import { Program } from '../harness/program.ts';
import { withResources } from '../harness/resources.ts';
import type { Resources } from '../harness/resources.ts';
import { startLoad } from '../http/start-load.ts';
import type { BenchKafka } from '../system/bench-kafka.ts';
import type { LogPlace } from '../system/log-place.ts';
import type { NodeQuestions } from '../system/node-questions.ts';
import type { Plan, Sample } from './plan.ts';
import type { RawQuestions } from './raw-questions.ts';
import { rawSide } from './raw-side.ts';
import { tandemSide } from './tandem-side.ts';
import type { TandemSide } from './tandem-side.ts';

export const ON_KAFKA = 'on Kafka, provisioning and unit apart';
export const RAW_KAFKA = 'raw kafkajs, produce to consume';

const startTandem = async (
  { dir, kafka }: { readonly dir: string; readonly kafka: BenchKafka },
  resources: Resources,
): Promise<TandemSide> => {
  const load = await startLoad(resources);
  const log: LogPlace = { kind: 'kafka', brokers: kafka.brokers, prefix: kafka.prefix };
  const program = new URL('../system/node-program.js', import.meta.url);
  const [service, unit] = await Promise.all([
    Program.start<NodeQuestions>(program),
    Program.start<NodeQuestions>(program),
  ]);
  for (const started of [service, unit]) resources.add(started, (each) => each.stop());
  const { port } = await service.ask('start', {
    dir: join(dir, 'service'),
    log,
    provisioning: true,
    unit: false,
  });
  await unit.ask('start', { dir: join(dir, 'unit'), log, provisioning: false, unit: true });
  return { name: ON_KAFKA, load, port: port ?? 0, unit };
};

const startRaw = async (kafka: BenchKafka, resources: Resources) => {
  const place = { brokers: kafka.brokers, topic: await kafka.makeTopic('raw') };
  const program = new URL('./raw-kafka-program.js', import.meta.url);
  // kafkajs plans some timers into the past; Node warns of each process's first.
  const options = { execArgv: ['--disable-warning=TimeoutNegativeWarning'] };
  const [producer, consumer] = await Promise.all([
    Program.start<RawQuestions>(program, options),
    Program.start<RawQuestions>(program, options),
  ]);
  for (const started of [producer, consumer]) resources.add(started, (each) => each.stop());
  await Promise.all([producer.ask('openProducer', place), consumer.ask('openConsumer', place)]);
  return { name: RAW_KAFKA, producer, consumer };
};

/** Tandem on Kafka and a bare kafkajs producer and consumer, all four in processes of their own, by turns. */
export const measureKafka = (dir: string, kafka: BenchKafka, plan: Plan): Promise<Samples<Sample>> =>
  withResources(async (resources) => {
    const tandem = await startTandem({ dir, kafka }, resources);
    const raw = await startRaw(kafka, resources);
    return takeTurns([tandemSide(tandem, plan), rawSide(raw, plan)], plan);
  });

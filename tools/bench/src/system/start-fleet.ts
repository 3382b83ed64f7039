import { join } from 'node:path';
import { Program } from '../harness/program.ts';
import type { Resources } from '../harness/resources.ts';
import { startLoad } from '../http/start-load.ts';
import type { LoadQuestions } from '../http/load-questions.ts';
import type { BenchKafka } from './bench-kafka.ts';
import type { NodeQuestions } from './node-questions.ts';

export interface FleetOptions {
  readonly dir: string;
  readonly kafka: BenchKafka;
  /** How many, each in a process of its own. */
  readonly units: number;
}

/** A service, units on Kafka without delay, and a process that sends requests. */
export interface Fleet {
  readonly load: Program<LoadQuestions>;
  /** Of the Management API. */
  readonly port: number;
  readonly units: readonly Program<NodeQuestions>[];
}

const NODE = new URL('./node-program.js', import.meta.url);

export const startFleet = async (
  { dir, kafka, units: count }: FleetOptions,
  resources: Resources,
): Promise<Fleet> => {
  const log = { kind: 'kafka' as const, brokers: kafka.brokers, prefix: kafka.prefix };
  const start = async (): Promise<Program<NodeQuestions>> =>
    resources.add(await Program.start<NodeQuestions>(NODE), (started) => started.stop());
  const load = await startLoad(resources);
  const service = await start();
  const parts = { dir: join(dir, 'service'), log, provisioning: true, unit: null };
  const { port } = await service.ask('start', parts);
  const units: Program<NodeQuestions>[] = [];
  for (let number = 1; number <= count; number += 1) {
    const unit = await start();
    const name = `bench-${number}`;
    await unit.ask('start', { dir: join(dir, name), log, provisioning: false, unit: name });
    units.push(unit);
  }
  return { load, port: port ?? 0, units };
};

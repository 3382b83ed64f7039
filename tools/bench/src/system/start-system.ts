import { join } from 'node:path';
import { Program } from '../harness/program.ts';
import type { Resources } from '../harness/resources.ts';
import { startLoad } from '../http/start-load.ts';
import type { LoadQuestions } from '../http/load-questions.ts';
import type { LogPlace } from './log-place.ts';
import type { NodeQuestions } from './node-questions.ts';

/** A service, one unit without delay, and a process that sends requests. */
export interface System {
  readonly load: Program<LoadQuestions>;
  readonly service: Program<NodeQuestions>;
  readonly unit: Program<NodeQuestions>;
  readonly port: number;
}

const NODE = new URL('./node-program.js', import.meta.url);

const startNode = async (resources: Resources): Promise<Program<NodeQuestions>> =>
  resources.add(await Program.start<NodeQuestions>(NODE), (started) => started.stop());

/** @param log on SQLite all is in one process, as `npm start` has it; on Kafka service and unit are apart */
export const startSystem = async (dir: string, log: LogPlace, resources: Resources): Promise<System> => {
  const load = await startLoad(resources);
  const service = await startNode(resources);
  if (log.kind === 'sqlite') {
    const { port } = await service.ask('start', { dir, log, provisioning: true, unit: 'bench-1' });
    return { load, service, unit: service, port: port ?? 0 };
  }
  const unit = await startNode(resources);
  const { port } = await service.ask('start', {
    dir: join(dir, 'service'),
    log,
    provisioning: true,
    unit: null,
  });
  await unit.ask('start', { dir: join(dir, 'unit'), log, provisioning: false, unit: 'bench-1' });
  return { load, service, unit, port: port ?? 0 };
};

import { join } from 'node:path';
import { takeTurns } from '../harness/compare.ts';
import type { Samples } from '../harness/compare.ts';
import { Program } from '../harness/program.ts';
import { withResources } from '../harness/resources.ts';
import { startLoad } from '../http/start-load.ts';
import type { NodeQuestions } from '../system/node-questions.ts';
import type { Plan, Sample } from './plan.ts';
import { tandemSide } from './tandem-side.ts';

export const EMBEDDED = 'embedded, one process';

/** Provisioning, SQLite log and unit in one process, as `npm start` has them. */
export const measureEmbedded = (dir: string, plan: Plan): Promise<Samples<Sample>> =>
  withResources(async (resources) => {
    const load = await startLoad(resources);
    const node = await Program.start<NodeQuestions>(new URL('../system/node-program.js', import.meta.url));
    resources.add(node, (started) => started.stop());
    const log = { kind: 'sqlite' as const, file: join(dir, 'log.db') };
    const { port } = await node.ask('start', { dir, log, provisioning: true, unit: true });
    return takeTurns([tandemSide({ name: EMBEDDED, load, port: port ?? 0, unit: node }, plan)], plan);
  });

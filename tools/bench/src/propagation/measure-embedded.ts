import { join } from 'node:path';
import { takeTurns } from '../harness/compare.ts';
import type { Samples } from '../harness/compare.ts';
import { withResources } from '../harness/resources.ts';
import { startSystem } from '../system/start-system.ts';
import type { Plan, Sample } from './plan.ts';
import { tandemSide } from './tandem-side.ts';

export const EMBEDDED = 'embedded, one process';

/** Provisioning, SQLite log and unit in one process, as `npm start` has them. */
export const measureEmbedded = (dir: string, plan: Plan): Promise<Samples<Sample>> =>
  withResources(async (resources) => {
    const log = { kind: 'sqlite' as const, file: join(dir, 'log.db') };
    const { load, unit, port } = await startSystem(dir, log, resources);
    return takeTurns([tandemSide({ name: EMBEDDED, load, port, units: [unit] }, plan)], plan);
  });

import { waitFor } from '@tandem/testing';
import { takeTurns } from '../harness/compare.ts';
import type { Samples, Side } from '../harness/compare.ts';
import type { Plan } from './plan.ts';
import type { System } from '../system/start-system.ts';

export const ALONE = 'nobody waits';
export const CROWDED = 'all callers wait';

const CONNECTIONS = 64;
const HOUR_SECONDS = 3600;

/** How long answers took, milliseconds. */
export type Answers = Float64Array;

const answers = async (
  { load, port }: System,
  { perSecond, seconds }: Plan,
  prefix: string,
): Promise<Answers> => {
  const { writes } = await load.ask('pace', { port, connections: CONNECTIONS, perSecond, seconds, prefix });
  return Float64Array.from(writes, ({ sentAt, answeredAt }) => answeredAt - sentAt);
};

const sides = (system: System, plan: Plan): readonly Side<Answers>[] => [
  { name: ALONE, round: (index) => answers(system, plan, `alone${index}`) },
  {
    name: CROWDED,
    round: async (index) => {
      const { load, service, port } = system;
      await load.ask('hold', { port, callers: plan.callers, prefix: `held${index}` });
      await waitFor(async () => (await service.ask('waiting', null)) === plan.callers, {
        what: 'all callers to wait',
        timeoutMs: 60_000,
      });
      const measured = await answers(system, plan, `crowded${index}`);
      await load.ask('release', null);
      await waitFor(async () => (await service.ask('waiting', null)) === 0, { what: 'all callers to go' });
      return measured;
    },
  },
];

/** How long ordinary writes take while nobody waits, and while thousands of callers wait for a unit that holds everything. */
export const measureWaiters = async (system: System, plan: Plan): Promise<Samples<Answers>> => {
  await system.unit.ask('changeModel', { kind: 'fixed', seconds: HOUR_SECONDS });
  return takeTurns(sides(system, plan), plan);
};

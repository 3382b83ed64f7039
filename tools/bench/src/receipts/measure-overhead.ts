import { setTimeout as delay } from 'node:timers/promises';
import { takeTurns } from '../harness/compare.ts';
import { instantsOf, delaysOf } from '../propagation/delays.ts';
import type { Plan } from './plan.ts';
import type { System } from '../system/start-system.ts';

const CONNECTIONS = 64;
const WAIT_SECONDS = 20;
/** A service that has just begun answers nobody before it has heard all units and a heartbeat more. */
const SETTLED_MS = 3500;

/** From being visible on the last unit to the answer of a write that waited for it, milliseconds, round by round. */
export const measureOverhead = async (system: System, plan: Plan): Promise<readonly Float64Array[]> => {
  await delay(SETTLED_MS);
  const side = {
    name: 'wait',
    round: async (index: number): Promise<Float64Array> => {
      const { perSecond, seconds } = plan;
      const asked = { port: system.port, connections: CONNECTIONS, perSecond, seconds, wait: WAIT_SECONDS };
      const { writes } = await system.load.ask('pace', { ...asked, prefix: `wait${index}` });
      const { sids, at } = await system.unit.ask('seen', null);
      const shown = instantsOf(sids, at);
      const answered = instantsOf(
        writes.map(({ sid }) => sid),
        writes.map(({ answeredAt }) => answeredAt),
      );
      // Who answers before it is shown would be early: then the Client is missing here, and counts as never.
      const mine = new Map([...answered.keys()].map((sid) => [sid, shown.get(sid) ?? Infinity]));
      return delaysOf(mine, answered);
    },
  };
  return (await takeTurns([side], plan)).get(side.name) ?? [];
};

import { waitFor } from '@tandem/testing';
import type { Side } from '../harness/compare.ts';
import type { Program } from '../harness/program.ts';
import type { LoadQuestions, PacedWrite } from '../http/load-questions.ts';
import type { NodeQuestions } from '../system/node-questions.ts';
import { delaysOf, instantsOf, lastOf } from './delays.ts';
import type { Instants } from './delays.ts';
import type { Plan, Sample } from './plan.ts';

export interface TandemSide {
  readonly name: string;
  readonly load: Program<LoadQuestions>;
  /** Of the Management API. */
  readonly port: number;
  readonly units: readonly Program<NodeQuestions>[];
}

const CONNECTIONS = 64;

/** Creates Clients at the planned rate and waits until all units show the last of them. */
export const tandemSide = (parts: TandemSide, { perSecond, seconds }: Plan): Side<Sample> => ({
  name: parts.name,
  round: async (index) => {
    const { port, load, units } = parts;
    const prefix = `round${index}`;
    const { writes, lateness } = await load.ask('pace', {
      port,
      connections: CONNECTIONS,
      perSecond,
      seconds,
      prefix,
    });
    const sids = writes.map(({ sid }) => sid);
    const shown = lastOf(await Promise.all(units.map((unit) => shownOf(unit, sids))));
    const instants = (of: (write: PacedWrite) => number): Instants => instantsOf(sids, writes.map(of));
    const [sent, answered] = [instants(({ sentAt }) => sentAt), instants(({ answeredAt }) => answeredAt)];
    return {
      delays: delaysOf(answered, shown),
      answers: delaysOf(sent, answered),
      whole: delaysOf(sent, shown),
      lateness,
    };
  },
});

const shownOf = async (unit: Program<NodeQuestions>, sids: readonly string[]): Promise<Instants> => {
  const shown = new Map<string, number>();
  const all = async (): Promise<boolean> => {
    const seen = await unit.ask('seen', null);
    for (const [sid, at] of instantsOf(seen.sids, seen.at)) shown.set(sid, at);
    return sids.every((sid) => shown.has(sid));
  };
  await waitFor(all, { what: 'every Client to be visible in the unit' });
  return shown;
};

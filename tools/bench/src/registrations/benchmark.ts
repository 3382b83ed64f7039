import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openSqliteEventLog } from '@tandem/event-log-sqlite';
import type { Benchmark, BenchmarkContext } from '../harness/benchmark.ts';
import { ratioOf, takeTurns } from '../harness/compare.ts';
import type { Samples, Side } from '../harness/compare.ts';
import { Program } from '../harness/program.ts';
import type { Questions } from '../harness/program.ts';
import { ratioVerdict } from '../harness/report.ts';
import type { Outcome, Row } from '../harness/report.ts';
import { withResources } from '../harness/resources.ts';
import type { Resources } from '../harness/resources.ts';
import { median } from '../harness/statistics.ts';
import { fillLog } from '../system/fill-log.ts';
import { findTools } from './find-tools.ts';
import type { Statefulness } from './kamailio-config.ts';
import { REGISTRATION_SCENARIO } from './scenario.ts';
import type { KamailioQuestions, UnitQuestions } from './server-questions.ts';
import { runSipp, SCENARIO_FILE, USERS_FILE } from './sipp.ts';
import { injectionFile } from './users.ts';

interface Sample {
  /** Registrations for each second of the server's CPU time. */
  readonly perCpuSecond: number;
  readonly perSecond: number;
  readonly failed: number;
  readonly resent: number;
}

const UNIT = 'Tandem unit';
const KAMAILIO = 'Kamailio, transactions as in the unit';
const KAMAILIO_STATELESS = 'Kamailio, stateless';
const TARGET = { atLeast: 0.7 };
const USERS = 10_000;
const SIPP_PROCESSES = 2;
const FULL = { warmUps: 1, rounds: 7, registrations: 8000 };
const QUICK = { warmUps: 1, rounds: 1, registrations: 2000 };

const sideOf = <Q extends Questions>(
  name: string,
  { server, port }: { server: Program<Q>; port: number },
  { dir, registrations }: { dir: string; registrations: number },
): Side<Sample> => ({
  name,
  round: async () => {
    const [cpuBefore, begun] = [server.cpuSeconds(), performance.now()];
    const results = await Promise.all(
      Array.from({ length: SIPP_PROCESSES }, (_, index) => runSipp({ port, dir, index, registrations })),
    );
    const [cpu, seconds] = [server.cpuSeconds() - cpuBefore, (performance.now() - begun) / 1000];
    const sum = (of: (result: (typeof results)[number]) => number): number =>
      results.reduce((total, result) => total + of(result), 0);
    const registered = sum((result) => result.registered);
    return {
      perCpuSecond: registered / cpu,
      perSecond: registered / seconds,
      failed: sum((result) => result.failed),
      resent: sum((result) => result.resent),
    };
  },
});

const startUnit = async (dir: string, resources: Resources) => {
  const log = { kind: 'sqlite' as const, file: join(dir, 'log.db') };
  const opened = openSqliteEventLog({ file: log.file });
  await fillLog(opened, USERS);
  await opened.close();
  const server = await Program.start<UnitQuestions>(new URL('./unit-program.js', import.meta.url));
  resources.add(server, (started) => started.stop());
  return { server, ...(await server.ask('start', { dir: join(dir, 'unit'), log })) };
};

const startKamailio = async (
  place: { readonly dir: string; readonly modules: string; readonly statefulness: Statefulness },
  resources: Resources,
) => {
  const server = await Program.start<KamailioQuestions>(new URL('./kamailio-program.js', import.meta.url));
  resources.add(server, (started) => started.stop());
  return { server, ...(await server.ask('start', { ...place, users: USERS })) };
};

const rowsOf = (samples: Samples<Sample>): readonly Row[] =>
  [...samples].map(([name, rounds]) => {
    const perCpuSecond = median(rounds.map((sample) => sample.perCpuSecond));
    const perSecond = median(rounds.map((sample) => sample.perSecond));
    const sum = (of: (sample: Sample) => number): number =>
      rounds.reduce((total, each) => total + of(each), 0);
    return {
      name,
      cells: [
        perCpuSecond,
        1e6 / perCpuSecond,
        perSecond,
        sum(({ failed }) => failed),
        sum(({ resent }) => resent),
      ],
    };
  });

const outcomeOf = (samples: Samples<Sample>): Outcome => {
  const ratio = (other: string) => ratioOf(samples, [UNIT, other], (sample) => sample.perCpuSecond);
  return {
    kind: 'measured',
    tables: [
      {
        title: `Challenged registrations (REGISTER, 401, REGISTER, 200) over UDP, MD5, ${USERS} users`,
        columns: ['per CPU s', 'CPU µs each', 'per s', 'failed', 'sent again'],
        rows: rowsOf(samples),
      },
    ],
    verdicts: [
      ratioVerdict('per CPU second, unit : Kamailio', ratio(KAMAILIO), TARGET),
      ratioVerdict('per CPU second, unit : Kamailio stateless', ratio(KAMAILIO_STATELESS)),
    ],
    notes: [
      'After the warm-up each registration refreshes a binding. All of a server’s processes and threads count.',
      'The unit also keeps its cache file, reads its log, counts metrics and stores bindings on disk; Kamailio has all in memory.',
    ],
  };
};

const run = ({ dir, quick, progress }: BenchmarkContext): Promise<Outcome> =>
  withResources(async (resources) => {
    const tools = findTools();
    if (!tools.ok) return { kind: 'skipped', why: tools.error };
    const { registrations, ...plan } = quick ? QUICK : FULL;
    await mkdir(dir, { recursive: true });
    await writeFile(join(dir, SCENARIO_FILE), REGISTRATION_SCENARIO);
    await writeFile(join(dir, USERS_FILE), injectionFile(USERS));
    const { modules } = tools.value;
    const kamailio = (name: string, statefulness: Statefulness) =>
      startKamailio({ dir: join(dir, name), modules, statefulness }, resources);
    const load = { dir, registrations };
    const sides = [
      sideOf(UNIT, await startUnit(dir, resources), load),
      sideOf(KAMAILIO, await kamailio('kamailio', 'as-tandem'), load),
      sideOf(KAMAILIO_STATELESS, await kamailio('kamailio-stateless', 'stateless'), load),
    ];
    progress(`${sides.length} servers take ${SIPP_PROCESSES} × ${registrations} registrations by turns`);
    return outcomeOf(await takeTurns(sides, plan));
  });

export const registrations: Benchmark = {
  name: 'registrations',
  about: 'challenged registrations per CPU second of a unit, next to Kamailio',
  run,
};

import { join } from 'node:path';
import type { Benchmark, BenchmarkContext } from '../harness/benchmark.ts';
import { ratioOf, takeTurns } from '../harness/compare.ts';
import type { Samples, Side } from '../harness/compare.ts';
import { Program } from '../harness/program.ts';
import type { Questions } from '../harness/program.ts';
import { ratioVerdict } from '../harness/report.ts';
import type { Outcome, Row } from '../harness/report.ts';
import { withResources } from '../harness/resources.ts';
import type { Resources } from '../harness/resources.ts';
import { latenciesOf, median } from '../harness/statistics.ts';
import { startLoad } from '../http/start-load.ts';
import type { LoadQuestions } from '../http/load-questions.ts';
import type { NodeQuestions } from '../system/node-questions.ts';
import type { BareQuestions } from './bare-questions.ts';

interface Sample {
  readonly perSecond: number;
  readonly latencies: Float64Array;
  readonly refused: number;
  /** CPU milliseconds of the server for a thousand Clients. */
  readonly cpuPerThousand: number;
}

const CONNECTIONS = 32;
const API = 'Management API';
const API_AND_RELAY = 'Management API, relay and log in the process';
const BARE = 'bare Fastify + node:sqlite';
const TARGET = { atLeast: 0.5 };
const FULL = { warmUps: 1, rounds: 7, seconds: 4 };
const QUICK = { warmUps: 1, rounds: 1, seconds: 1 };

interface Measured {
  readonly load: Program<LoadQuestions>;
  readonly seconds: number;
}

const sideOf = <Q extends Questions>(
  name: string,
  { server, port }: { server: Program<Q>; port: number },
  { load, seconds }: Measured,
): Side<Sample> => ({
  name,
  round: async (index) => {
    const before = server.cpuSeconds();
    const asked = { port, connections: CONNECTIONS, seconds, prefix: `round${index}` };
    const { perSecond, latencies, refused } = await load.ask('saturate', asked);
    const cpuMs = (server.cpuSeconds() - before) * 1000;
    return { perSecond, latencies, refused, cpuPerThousand: (cpuMs / latencies.length) * 1000 };
  },
});

const startApi = async (dir: string, logFile: string | null, resources: Resources) => {
  const server = await Program.start<NodeQuestions>(new URL('../system/node-program.js', import.meta.url));
  resources.add(server, (started) => started.stop());
  const log = logFile === null ? null : { kind: 'sqlite' as const, file: logFile };
  const { port } = await server.ask('start', { dir, log, provisioning: true, unit: null });
  return { server, port: port ?? 0 };
};

const startBare = async (file: string, resources: Resources) => {
  const server = await Program.start<BareQuestions>(new URL('./bare-program.js', import.meta.url));
  resources.add(server, (started) => started.stop());
  const { port } = await server.ask('start', file);
  return { server, port };
};

const rowsOf = (samples: Samples<Sample>): readonly Row[] =>
  [...samples].map(([name, rounds]) => {
    const { p50, p99, max } = latenciesOf(rounds.flatMap(({ latencies }) => [...latencies]));
    const middle = (of: (sample: Sample) => number): number => median(rounds.map(of));
    return {
      name,
      cells: [middle(({ perSecond }) => perSecond), p50, p99, max, middle((sample) => sample.cpuPerThousand)],
    };
  });

const outcomeOf = (samples: Samples<Sample>): Outcome => {
  const refused = [...samples.values()].flat().reduce((sum, sample) => sum + sample.refused, 0);
  return {
    kind: 'measured',
    tables: [
      {
        title: `Clients created over HTTP, ${CONNECTIONS} connections, SQLite, synced before the answer`,
        columns: ['per s', 'p50 ms', 'p99 ms', 'max ms', 'CPU ms per 1,000'],
        rows: rowsOf(samples),
      },
    ],
    verdicts: [
      ratioVerdict(
        'Clients per second, API : bare',
        ratioOf(samples, [API, BARE], (sample) => sample.perSecond),
        TARGET,
      ),
      ratioVerdict(
        'Clients per second, API with relay : bare',
        ratioOf(samples, [API_AND_RELAY, BARE], (sample) => sample.perSecond),
      ),
    ],
    notes: [
      'The bare server syncs each insert by itself; the journal syncs all that waits at once.',
      ...(refused > 0 ? [`${refused} requests were refused; these figures are worth nothing`] : []),
    ],
  };
};

const run = ({ dir, quick, progress }: BenchmarkContext): Promise<Outcome> =>
  withResources(async (resources) => {
    const { seconds, ...plan } = quick ? QUICK : FULL;
    const measured = { load: await startLoad(resources), seconds };
    const sides = [
      sideOf(API, await startApi(join(dir, 'api'), null, resources), measured),
      sideOf(BARE, await startBare(join(dir, 'bare.db'), resources), measured),
      sideOf(API_AND_RELAY, await startApi(join(dir, 'relay'), join(dir, 'log.db'), resources), measured),
    ];
    progress(`${sides.length} servers take turns of ${seconds} s, ${plan.warmUps + plan.rounds} times`);
    return outcomeOf(await takeTurns(sides, plan));
  });

export const writes: Benchmark = {
  name: 'writes',
  about: 'Clients created per second through the Management API, next to a bare insert',
  run,
};

import { join } from 'node:path';
import type { Benchmark, BenchmarkContext } from '../harness/benchmark.ts';
import { Program } from '../harness/program.ts';
import type { Outcome } from '../harness/report.ts';
import { withResources } from '../harness/resources.ts';
import { latenciesOf } from '../harness/statistics.ts';
import type { NodeQuestions } from '../system/node-questions.ts';
import { fillReadModel } from './fill-read-model.ts';
import { askPage, tokenBehind } from './page-client.ts';

const FULL = { clients: 1_000_000, rounds: 1000 };
const QUICK = { clients: 20_000, rounds: 200 };
const PAGE_SIZE = 100;
const START_MS = 120_000;

interface Place {
  readonly name: string;
  readonly token: string | null;
  readonly took: number[];
}

const measure = async (port: number, places: readonly Place[], rounds: number): Promise<void> => {
  for (let round = 0; round < rounds; round += 1) {
    // In turn, so that whatever else the machine does meets all alike.
    for (const { token, took } of places) took.push((await askPage(port, PAGE_SIZE, token)).ms);
  }
};

const outcomeOf = (clients: number, places: readonly Place[]): Outcome => {
  const latencies = places.map(({ name, took }) => ({ name, ...latenciesOf(took) }));
  const tails = latencies.map(({ p99 }) => p99);
  return {
    kind: 'measured',
    tables: [
      {
        title: `A page of ${PAGE_SIZE} of ${clients.toLocaleString('en-US')} Clients, ms`,
        columns: ['p50', 'p99', 'max'],
        rows: latencies.map(({ name, p50, p99, max }) => ({ name, cells: [p50, p99, max] })),
      },
    ],
    verdicts: [
      {
        what: 'p99 of the slowest place in the list : of the quickest',
        value: Math.max(...tails) / Math.min(...tails),
        unit: '×',
        target: { atMost: 2 },
      },
    ],
    notes: [],
  };
};

const run = ({ dir, quick, progress }: BenchmarkContext): Promise<Outcome> =>
  withResources(async (resources) => {
    const { clients, rounds } = quick ? QUICK : FULL;
    progress(`filling the read model with ${clients} Clients`);
    await fillReadModel(join(dir, 'journal'), clients);
    const service = await Program.start<NodeQuestions>(new URL('../system/node-program.js', import.meta.url));
    resources.add(service, (started) => started.stop());
    const log = { kind: 'sqlite' as const, file: join(dir, 'log.db') };
    const started = await service.ask('start', { dir, log, provisioning: true, unit: null }, START_MS);
    const port = started.port ?? 0;
    progress('walking to the middle and to the end');
    const place = async (name: string, behind: number): Promise<Place> => ({
      name,
      token: await tokenBehind(port, behind),
      took: [],
    });
    const places = [
      await place('at the start', 0),
      await place('in the middle', clients / 2),
      await place('at the end', clients - PAGE_SIZE),
    ];
    progress(`${rounds} pages at each place`);
    await measure(port, places, rounds);
    return outcomeOf(clients, places);
  });

export const pages: Benchmark = {
  name: 'pages',
  about: 'a page of 100 Clients at the start, in the middle and at the end of a list of a million',
  run,
};

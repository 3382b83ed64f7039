import { join } from 'node:path';
import type { Benchmark, BenchmarkContext } from '../harness/benchmark.ts';
import { Program } from '../harness/program.ts';
import type { Outcome, Row, Table } from '../harness/report.ts';
import { withResources } from '../harness/resources.ts';
import type { Resources } from '../harness/resources.ts';
import { benchKafka } from '../system/bench-kafka.ts';
import { fillLog } from '../system/fill-log.ts';
import { openLog } from '../system/log-place.ts';
import type { LogPlace } from '../system/log-place.ts';
import type { Built, FirstBuild, Lookups, RebuildQuestions } from './rebuild-questions.ts';

const FULL = { clients: 200_000, cold: 50_000, hot: 10_000, hotRounds: 500 };
const QUICK = { clients: 10_000, cold: 5000, hot: 1000, hotRounds: 100 };
const BUILD_MS = 600_000;

type Plan = typeof FULL;

interface Measured {
  readonly name: string;
  readonly fillSeconds: number;
  readonly first: FirstBuild;
  readonly lookups: Lookups;
  readonly again: Built;
}

export const fill = async (place: LogPlace, clients: number): Promise<number> => {
  const begun = performance.now();
  const log = openLog(place);
  try {
    await fillLog(log, clients);
  } finally {
    await log.close();
  }
  return (performance.now() - begun) / 1000;
};

interface Place {
  readonly name: string;
  readonly dir: string;
  readonly log: LogPlace;
}

const measure = ({ name, dir, log }: Place, plan: Plan): Promise<Measured> =>
  withResources(async (resources) => {
    const fillSeconds = await fill(log, plan.clients);
    const unit = await Program.start<RebuildQuestions>(new URL('./rebuild-program.js', import.meta.url), {
      execArgv: ['--expose-gc'],
    });
    resources.add(unit, (started) => started.stop());
    const first = await unit.ask('build', { dir, log }, BUILD_MS);
    const lookups = await unit.ask('lookUp', plan);
    const again = await unit.ask('rebuild', plan.clients, BUILD_MS);
    return { name, fillSeconds, first, lookups, again };
  });

const buildRow = (name: string, { seconds, cpuSeconds, longestPauseMs }: Built, clients: number): Row => ({
  name,
  cells: [seconds, clients / seconds, cpuSeconds, longestPauseMs],
});

const tablesOf = (all: readonly Measured[], { clients, cold }: Plan): readonly Table[] => [
  {
    title: `Building a unit's cache of ${clients.toLocaleString('en-US')} Clients from the log`,
    columns: ['s', 'events/s', 'CPU s', 'longest pause ms'],
    rows: all.flatMap(({ name, first, again }) => [
      buildRow(`${name}, first start to READY`, first, clients),
      buildRow(`${name}, anew beside the serving one`, again, clients),
    ]),
  },
  {
    title: `Lookups of a login, ${cold.toLocaleString('en-US')} distinct ones (cold: first time, from the cache file)`,
    columns: ['cold /CPU s', 'hot /CPU s', 'unknown /CPU s'],
    rows: all.map(({ name, lookups }) => ({
      name,
      cells: [lookups.coldPerSecond, lookups.hotPerSecond, lookups.unknownPerSecond],
    })),
  },
  {
    title: 'Bytes per Client',
    columns: ['on disk', 'heap', 'resident', 'each at hand'],
    rows: all.map(({ name, first, lookups }) => ({
      name,
      cells: [
        first.bytes / clients,
        first.heapBytes / clients,
        first.residentBytes / clients,
        lookups.bytesAtHand,
      ],
    })),
  },
];

const placesOf = async (
  { dir, progress }: BenchmarkContext,
  resources: Resources,
): Promise<{ readonly places: readonly Place[]; readonly notes: readonly string[] }> => {
  const embedded: Place = {
    name: 'SQLite log',
    dir: join(dir, 'embedded'),
    log: { kind: 'sqlite', file: join(dir, 'log.db') },
  };
  const kafka = await benchKafka(resources, progress);
  if (typeof kafka === 'string') return { places: [embedded], notes: [`Kafka skipped: ${kafka}`] };
  const log: LogPlace = { kind: 'kafka', brokers: kafka.brokers, prefix: kafka.prefix };
  return { places: [embedded, { name: 'Kafka', dir: join(dir, 'kafka'), log }], notes: [] };
};

const run = (context: BenchmarkContext): Promise<Outcome> =>
  withResources(async (resources) => {
    const plan = context.quick ? QUICK : FULL;
    const { places, notes } = await placesOf(context, resources);
    const all: Measured[] = [];
    for (const place of places) {
      context.progress(`${place.name}: ${plan.clients} Clients`);
      all.push(await measure(place, plan));
    }
    const filled = all.map(({ name, fillSeconds }) => `${name} ${Math.round(plan.clients / fillSeconds)}/s`);
    return {
      kind: 'measured',
      tables: tablesOf(all, plan),
      verdicts: [],
      notes: [
        'Heap: growth of the JavaScript heap and its buffers from before the unit is opened to READY, after collecting.',
        'Each at hand: what the directory keeps in memory for a login that was looked up, digests opened.',
        `Filling the logs by transactions, sealing included: ${filled.join(', ')}.`,
        ...notes,
      ],
    };
  });

export const rebuild: Benchmark = {
  name: 'rebuild',
  about: 'a unit’s cache from a log of 200,000 Clients, its lookups, its size',
  run,
};

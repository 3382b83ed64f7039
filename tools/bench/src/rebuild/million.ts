import { join } from 'node:path';
import type { Benchmark, BenchmarkContext } from '../harness/benchmark.ts';
import { Program } from '../harness/program.ts';
import type { Outcome, Row } from '../harness/report.ts';
import { withResources } from '../harness/resources.ts';
import { benchKafka } from '../system/bench-kafka.ts';
import { fill } from './benchmark.ts';
import type { RawReadQuestions } from './raw-read-questions.ts';
import type { Built, Rebuilt, RebuildQuestions } from './rebuild-questions.ts';

const FULL = 1_000_000;
const QUICK = 20_000;
const LONG_MS = 900_000;
const TIMES_RAW = { atLeast: 0.5 };

interface Measured {
  readonly clients: number;
  readonly before: { readonly seconds: number };
  readonly after: { readonly seconds: number };
  readonly first: Built;
  readonly again: Rebuilt;
}

const outcomeOf = ({ clients, before, after, first, again }: Measured): Outcome => {
  const rawSeconds = (before.seconds + after.seconds) / 2;
  const row = (name: string, seconds: number, pause: number | null): Row => ({
    name,
    cells: [seconds, clients / seconds, pause],
  });
  const served = 'lookups that the old cache did not serve meanwhile';
  return {
    kind: 'measured',
    tables: [
      {
        title: `${clients.toLocaleString('en-US')} Clients from Kafka`,
        columns: ['s', 'events/s', 'longest pause ms'],
        rows: [
          row('raw kafkajs, counting, before', before.seconds, null),
          row('raw kafkajs, counting, after', after.seconds, null),
          row('a unit, first start to READY', first.seconds, first.longestPauseMs),
          row('a unit, anew beside the serving cache', again.seconds, again.longestPauseMs),
        ],
      },
    ],
    verdicts: [
      { what: 'first build : raw kafkajs', value: rawSeconds / first.seconds, unit: '×', target: TIMES_RAW },
      { what: 'rebuild : raw kafkajs', value: rawSeconds / again.seconds, unit: '×', target: TIMES_RAW },
      { what: served, value: again.unserved, unit: '', target: { atMost: 0 } },
    ],
    notes: [`${again.lookups} lookups while the cache was rebuilt.`],
  };
};

const run = ({ dir, quick, progress }: BenchmarkContext): Promise<Outcome> =>
  withResources(async (resources) => {
    const clients = quick ? QUICK : FULL;
    const kafka = await benchKafka(resources, progress);
    if (typeof kafka === 'string') return { kind: 'skipped', why: kafka };
    const log = { kind: 'kafka' as const, brokers: kafka.brokers, prefix: kafka.prefix };
    progress(`filling the log with ${clients} Clients`);
    await fill(log, clients);
    const start = async <Q extends RebuildQuestions | RawReadQuestions>(
      file: string,
    ): Promise<Program<Q>> => {
      const started = await Program.start<Q>(new URL(file, import.meta.url), {
        execArgv: ['--expose-gc', '--disable-warning=TimeoutNegativeWarning'],
      });
      return resources.add(started, (each) => each.stop());
    };
    progress('reading it with kafkajs alone');
    const raw = await start<RawReadQuestions>('./raw-read-program.js');
    const read = { brokers: kafka.brokers, prefix: kafka.prefix, records: clients };
    const before = await raw.ask('read', read, LONG_MS);
    progress('building a cache from it, then another one beside it');
    const unit = await start<RebuildQuestions>('./rebuild-program.js');
    const first = await unit.ask('build', { dir: join(dir, 'unit'), log }, LONG_MS);
    const again = await unit.ask('rebuild', clients, LONG_MS);
    progress('reading it with kafkajs alone once more');
    const after = await raw.ask('read', read, LONG_MS);
    return outcomeOf({ clients, before, after, first, again });
  });

export const million: Benchmark = {
  name: 'million',
  about: 'a unit’s cache from a million Clients on Kafka, next to reading them with kafkajs alone',
  run,
};

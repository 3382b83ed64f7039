import { join } from 'node:path';
import type { Benchmark, BenchmarkContext } from '../harness/benchmark.ts';
import { ratioOf } from '../harness/compare.ts';
import type { Samples } from '../harness/compare.ts';
import { ratioVerdict } from '../harness/report.ts';
import type { Outcome, Row, Verdict } from '../harness/report.ts';
import { withResources } from '../harness/resources.ts';
import { latenciesOf, spreadOf } from '../harness/statistics.ts';
import { benchKafka } from '../system/bench-kafka.ts';
import type { LogPlace } from '../system/log-place.ts';
import { measureOverhead } from './measure-overhead.ts';
import { ALONE, CROWDED, measureWaiters } from './measure-waiters.ts';
import type { Answers } from './measure-waiters.ts';
import { FULL, QUICK } from './plan.ts';
import type { Plan } from './plan.ts';
import { startSystem } from '../system/start-system.ts';

const OVERHEAD_MS = { atMost: 20 };
const TIMES_ALONE = { atMost: 1.2 };

const p50 = (values: Float64Array): number => latenciesOf(values).p50;
const p99 = (values: Float64Array): number => latenciesOf(values).p99;

const rowOf = (name: string, rounds: readonly Float64Array[]): Row => {
  const { p50: half, p99: most, max, count } = latenciesOf(rounds.flatMap((round) => [...round]));
  return { name, cells: [half, most, max, count] };
};

const overheadVerdict = (name: string, rounds: readonly Float64Array[]): Verdict => {
  const spread = spreadOf(rounds.map(p99));
  return { what: `p99 ${name}`, value: spread.median, spread, unit: 'ms', target: OVERHEAD_MS };
};

const waiterVerdicts = (samples: Samples<Answers>): readonly Verdict[] => [
  ratioVerdict('p50 of a write, crowded : alone', ratioOf(samples, [CROWDED, ALONE], p50), TIMES_ALONE),
  ratioVerdict('p99 of a write, crowded : alone', ratioOf(samples, [CROWDED, ALONE], p99)),
];

const overheadOn = (dir: string, log: LogPlace, plan: Plan): Promise<readonly Float64Array[]> =>
  withResources(async (resources) => measureOverhead(await startSystem(dir, log, resources), plan));

const waitersOn = (dir: string, plan: Plan): Promise<Samples<Answers>> =>
  withResources(async (resources) => {
    const log = { kind: 'sqlite' as const, file: join(dir, 'log.db') };
    return measureWaiters(await startSystem(dir, log, resources), plan);
  });

const run = ({ dir, quick, progress }: BenchmarkContext): Promise<Outcome> =>
  withResources(async (resources) => {
    const plan = quick ? QUICK : FULL;
    progress(`${plan.perSecond} writes a second that wait for the unit, embedded`);
    const embedded = join(dir, 'embedded');
    const sides: [string, readonly Float64Array[]][] = [
      ['embedded', await overheadOn(embedded, { kind: 'sqlite', file: join(embedded, 'log.db') }, plan)],
    ];
    progress('the same on Kafka');
    const kafka = await benchKafka(resources, progress);
    if (typeof kafka !== 'string') {
      const log = { kind: 'kafka' as const, brokers: kafka.brokers, prefix: kafka.prefix };
      sides.push(['on Kafka', await overheadOn(join(dir, 'kafka'), log, plan)]);
    }
    progress(`writes while ${plan.callers} callers wait`);
    const waiters = await waitersOn(join(dir, 'waiters'), plan);
    const columns = ['p50 ms', 'p99 ms', 'max ms', 'samples'];
    return {
      kind: 'measured',
      tables: [
        {
          title: 'Prefer: wait, from visible on the unit to the answer',
          columns,
          rows: sides.map(([name, rounds]) => rowOf(name, rounds)),
        },
        {
          title: `Answers to ordinary writes, ${plan.perSecond}/s`,
          columns,
          rows: [...waiters].map(([name, rounds]) =>
            rowOf(name === CROWDED ? `${plan.callers} callers wait` : name, rounds),
          ),
        },
      ],
      verdicts: [...sides.map(([name, rounds]) => overheadVerdict(name, rounds)), ...waiterVerdicts(waiters)],
      notes: typeof kafka === 'string' ? [`Kafka skipped: ${kafka}`] : [],
    };
  });

export const receipts: Benchmark = {
  name: 'receipts',
  about: 'what Prefer: wait adds to the slowest unit, and what thousands of waiting callers cost',
  run,
};

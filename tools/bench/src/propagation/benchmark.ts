import { join } from 'node:path';
import type { Benchmark, BenchmarkContext } from '../harness/benchmark.ts';
import { ratioOf, valuesOf } from '../harness/compare.ts';
import type { Samples } from '../harness/compare.ts';
import { ratioVerdict } from '../harness/report.ts';
import type { Outcome, Row, Verdict } from '../harness/report.ts';
import { withResources } from '../harness/resources.ts';
import { latenciesOf, spreadOf } from '../harness/statistics.ts';
import type { Latencies } from '../harness/statistics.ts';
import { benchKafka } from '../system/bench-kafka.ts';
import { EMBEDDED, measureEmbedded } from './measure-embedded.ts';
import { measureKafka, ON_KAFKA, RAW_KAFKA } from './measure-kafka.ts';
import { FULL, QUICK } from './plan.ts';
import type { Sample } from './plan.ts';

const EMBEDDED_MS = { atMost: 20 };
const TIMES_RAW = { atMost: 4 };

/** After the first three: how long the answer took, and how long it was from the request to visible. */
const COLUMNS = [
  ...['p50 ms', 'p99 ms', 'max ms'],
  ...['answer p50', 'answer p99', 'request to visible p50', 'p99'],
  'samples',
];

const p99Of = ({ delays }: Sample): number => latenciesOf(delays).p99;

const rowOf = (name: string, rounds: readonly Sample[]): Row => {
  const latencies = (of: (sample: Sample) => Float64Array): Latencies =>
    latenciesOf(rounds.flatMap((sample) => [...of(sample)]));
  const halves = ({ count, p50, p99 }: Latencies): readonly (number | null)[] =>
    count === 0 ? [null, null] : [p50, p99];
  const delays = latencies((sample) => sample.delays);
  const cells = [
    ...[delays.p50, delays.p99, delays.max],
    ...halves(latencies(({ answers }) => answers)),
    ...halves(latencies(({ whole }) => whole)),
    delays.count,
  ];
  return { name, cells };
};

/** What no program can avoid on this machine now: a timer, in a process that does next to nothing. */
const timerRow = (rounds: readonly Sample[]): Row => {
  const { p50, p99, max, count } = latenciesOf(rounds.flatMap(({ lateness }) => [...lateness]));
  return {
    name: 'for comparison: a timer was late by',
    cells: [p50, p99, max, null, null, null, null, count],
  };
};

const embeddedVerdict = (samples: Samples<Sample>): Verdict => {
  const spread = spreadOf(valuesOf(samples, EMBEDDED, p99Of));
  return { what: 'p99 embedded', value: spread.median, spread, unit: 'ms', target: EMBEDDED_MS };
};

const kafkaVerdict = (samples: Samples<Sample>): Verdict =>
  ratioVerdict('p99 on Kafka : p99 raw', ratioOf(samples, [ON_KAFKA, RAW_KAFKA], p99Of), TIMES_RAW);

const run = ({ dir, quick, progress }: BenchmarkContext): Promise<Outcome> =>
  withResources(async (resources) => {
    const plan = quick ? QUICK : FULL;
    progress(`${plan.perSecond} Clients a second, embedded`);
    const embedded = await measureEmbedded(join(dir, 'embedded'), plan);
    progress('the same on Kafka, and raw kafkajs');
    const kafka = await benchKafka(resources, progress);
    const onKafka = typeof kafka === 'string' ? null : await measureKafka(join(dir, 'kafka'), kafka, plan);
    const sides = [...embedded, ...(onKafka ?? [])];
    return {
      kind: 'measured',
      tables: [
        {
          title: `From the API's answer to visible in a unit without propagation model, ${plan.perSecond} writes/s`,
          columns: COLUMNS,
          rows: [
            ...sides.map(([name, rounds]) => rowOf(name, rounds)),
            timerRow(sides.flatMap(([, all]) => all)),
          ],
        },
      ],
      verdicts: [embeddedVerdict(embedded), ...(onKafka === null ? [] : [kafkaVerdict(onKafka)])],
      notes: [
        'p99s of rounds: their median counts. A unit that shows a Client before its answer arrives counts as 0.',
        ...(typeof kafka === 'string' ? [`Kafka skipped: ${kafka}`] : []),
      ],
    };
  });

export const propagation: Benchmark = {
  name: 'propagation',
  about: 'from the API’s answer to visible in a unit, embedded and on Kafka, next to raw kafkajs',
  run,
};

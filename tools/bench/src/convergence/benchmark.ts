import type { Benchmark, BenchmarkContext } from '../harness/benchmark.ts';
import { ratioOf, takeTurns } from '../harness/compare.ts';
import type { Samples } from '../harness/compare.ts';
import { ratioVerdict } from '../harness/report.ts';
import type { Outcome, Row } from '../harness/report.ts';
import { withResources } from '../harness/resources.ts';
import { latenciesOf } from '../harness/statistics.ts';
import { RAW_KAFKA, startRaw } from '../propagation/measure-kafka.ts';
import type { Plan, Sample } from '../propagation/plan.ts';
import { rawSide } from '../propagation/raw-side.ts';
import { tandemSide } from '../propagation/tandem-side.ts';
import { benchKafka } from '../system/bench-kafka.ts';
import { startFleet } from '../system/start-fleet.ts';

const UNITS = 4;
/** A minute of each side, by turns. */
const FULL: Plan = { perSecond: 200, seconds: 10, warmUps: 1, rounds: 6 };
const QUICK: Plan = { perSecond: 100, seconds: 1, warmUps: 1, rounds: 1 };
const TIMES_RAW = { atMost: 3 };
const ALL = `from the answer to visible on all of ${UNITS} units`;

/** What others say in public of how long their changes take, milliseconds. */
const ANCHORS: readonly (readonly [name: string, ms: number])[] = [
  ['Telnyx: a SIP credential is usable within', 5000],
  ['Configerator (Facebook): a change is on all servers, on average', 14_500],
  ['Route 53: a change is on all name servers within', 60_000],
];

const rowOf = (name: string, rounds: readonly Sample[]): Row => {
  const { p50, p99, max, count } = latenciesOf(rounds.flatMap(({ delays }) => [...delays]));
  return { name, cells: [p50, p99, max, count] };
};

const outcomeOf = (samples: Samples<Sample>, plan: Plan): Outcome => ({
  kind: 'measured',
  tables: [
    {
      title: `Changes on real Kafka, ${plan.perSecond} a second for ${plan.seconds * plan.rounds} s`,
      columns: ['p50 ms', 'p99 ms', 'max ms', 'samples'],
      rows: [
        ...[...samples].map(([name, rounds]) => rowOf(name, rounds)),
        ...ANCHORS.map(([name, ms]) => ({ name, cells: [ms, null, null, null] })),
      ],
    },
  ],
  verdicts: [
    ratioVerdict(
      `p99 on all of ${UNITS} units : p99 of raw kafkajs`,
      ratioOf(samples, [ALL, RAW_KAFKA], ({ delays }) => latenciesOf(delays).p99),
      TIMES_RAW,
    ),
  ],
  notes: [
    `Raw: produced by one process until consumed by the last of ${UNITS}. The figures of others are what they publish, on their own machines.`,
  ],
});

const run = ({ dir, quick, progress }: BenchmarkContext): Promise<Outcome> =>
  withResources(async (resources) => {
    const plan = quick ? QUICK : FULL;
    const kafka = await benchKafka(resources, progress);
    if (typeof kafka === 'string') return { kind: 'skipped', why: kafka };
    const fleet = await startFleet({ dir, kafka, units: UNITS }, resources);
    const raw = await startRaw(kafka, UNITS, resources);
    progress(`${plan.perSecond} Clients a second to ${UNITS} units, and raw kafkajs to ${UNITS} consumers`);
    return outcomeOf(
      await takeTurns([tandemSide({ name: ALL, ...fleet }, plan), rawSide(raw, plan)], plan),
      plan,
    );
  });

export const convergence: Benchmark = {
  name: 'convergence',
  about:
    'from the API’s answer to visible on all of four units on Kafka, next to raw kafkajs and to what others publish',
  run,
};

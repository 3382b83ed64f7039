import { join } from 'node:path';
import { systemRandom } from '@tandem/kernel';
import { SERVICES, simulate } from '@tandem/simulate';
import type { Services } from '@tandem/simulate';
import type { Benchmark, BenchmarkContext } from '../harness/benchmark.ts';
import type { Outcome, Row } from '../harness/report.ts';
import { withResources } from '../harness/resources.ts';
import { latenciesOf } from '../harness/statistics.ts';
import type { Plan } from '../propagation/plan.ts';
import { tandemSide } from '../propagation/tandem-side.ts';
import { benchKafka } from '../system/bench-kafka.ts';
import type { BenchKafka } from '../system/bench-kafka.ts';
import { startFleet } from '../system/start-fleet.ts';

/** What the model is fitted at, and what it then foretells. */
const FLEETS = [1, 4, 16] as const;
const CORES = 2;
const FULL: Plan = { perSecond: 20, seconds: 15, warmUps: 1, rounds: 1 };
const QUICK: Plan = { perSecond: 10, seconds: 3, warmUps: 1, rounds: 1 };
const SIMULATED_SECONDS = 60;
const FIT_STEPS = 20;

interface Quantiles {
  readonly p50: number;
  readonly p99: number;
}

const measured = (
  { dir }: BenchmarkContext,
  kafka: BenchKafka,
  { plan, units }: { plan: Plan; units: number },
): Promise<Quantiles> =>
  withResources(async (resources) => {
    const fleet = await startFleet({ dir: join(dir, `fleet-${units}`), kafka, units }, resources);
    const side = tandemSide({ name: 'all units', ...fleet }, plan);
    // The first round warms up.
    await side.round(0);
    return latenciesOf((await side.round(1)).delays);
  });

/** What is fitted: how much slower everything but a unit is here than the model's figures, and what a unit costs a core. */
interface Fit {
  readonly slowness: number;
  readonly applyMs: number;
}

/** Everything on this machine: one host, no network. */
const here = ({ slowness, applyMs }: Fit, units: number): Services => ({
  ...SERVICES,
  ...{ nearMs: 0, farMs: 0, unitsPerHost: units, coresPerHost: CORES, applyMs },
  commitMs: SERVICES.commitMs * slowness,
  relayMs: SERVICES.relayMs * slowness,
  relayRecordMs: SERVICES.relayRecordMs * slowness,
  fetchMs: SERVICES.fetchMs * slowness,
  jitterMs: SERVICES.jitterMs * slowness,
});

const simulated = (fit: Fit, units: number, perSecond: number): Quantiles => {
  const { all } = simulate(
    {
      ...{ units, clients: 1, regions: 1, topology: 'direct', model: { kind: 'none' } },
      ...{ writesPerSecond: perSecond, seconds: SIMULATED_SECONDS, outageSeconds: 0 },
      services: here(fit, units),
    },
    systemRandom,
  );
  return { p50: all.quantile(0.5), p99: all.quantile(0.99) };
};

/** The value at which a simulated median, which rises with it, is the measured one. */
const solve = (median: (value: number) => number, wanted: number): number => {
  let [low, high] = [0.02, 200];
  for (let step = 0; step < FIT_STEPS; step += 1) {
    const middle = Math.sqrt(low * high);
    if (median(middle) < wanted) low = middle;
    else high = middle;
  }
  return Math.sqrt(low * high);
};

/** Fits one unit's median by the slowness, then four units' by what a unit costs; twice, as each shifts the other. */
const fitted = (one: Quantiles, four: Quantiles, perSecond: number): Fit => {
  let fit: Fit = { slowness: 1, applyMs: SERVICES.applyMs };
  for (let round = 0; round < 2; round += 1) {
    fit = {
      ...fit,
      slowness: solve((slowness) => simulated({ ...fit, slowness }, 1, perSecond).p50, one.p50),
    };
    fit = { ...fit, applyMs: solve((applyMs) => simulated({ ...fit, applyMs }, 4, perSecond).p50, four.p50) };
  }
  return fit;
};

const error = (simulatedMs: number, measuredMs: number): number => (simulatedMs / measuredMs - 1) * 100;

const run = (context: BenchmarkContext): Promise<Outcome> =>
  withResources(async (resources) => {
    const plan = context.quick ? QUICK : FULL;
    const real: Quantiles[] = [];
    for (const units of FLEETS) {
      context.progress(`${units} units on Kafka, ${plan.perSecond} writes a second`);
      // A broker's topics belong to one fleet: the next one begins with an empty log.
      const kafka = await benchKafka(resources, context.progress);
      if (typeof kafka === 'string') return { kind: 'skipped', why: kafka };
      real.push(await measured(context, kafka, { plan, units }));
    }
    const [one, four] = real;
    if (one === undefined || four === undefined) return { kind: 'skipped', why: 'nothing was measured' };
    const fit = fitted(one, four, plan.perSecond);
    const rows = FLEETS.map((units, index): Row => {
      const found = real[index] ?? { p50: Number.NaN, p99: Number.NaN };
      const told = simulated(fit, units, plan.perSecond);
      const errors = [error(told.p50, found.p50), error(told.p99, found.p99)];
      return {
        name: `${units} units`,
        cells: [found.p50, told.p50, errors[0] ?? null, found.p99, told.p99, errors[1] ?? null],
      };
    });
    return {
      kind: 'measured',
      tables: [
        {
          title: `From the answer to visible on all units, ${plan.perSecond} writes/s, one machine with ${CORES} cores`,
          columns: ['p50 ms', 'simulated', 'error %', 'p99 ms', 'simulated', 'error %'],
          rows,
        },
      ],
      verdicts: [],
      notes: [
        `Fitted to the medians of 1 and 4 units: services take ${fit.slowness.toFixed(2)} times what the simulation assumes,`,
        `a unit ${fit.applyMs.toFixed(1)} ms of a core for what it reads at once. 16 units are foretold.`,
      ],
    };
  });

export const scale: Benchmark = {
  name: 'scale',
  about: 'changes to 1, 4 and 16 units, and what the simulation makes of it',
  run,
};

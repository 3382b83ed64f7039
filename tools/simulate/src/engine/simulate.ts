import type { Random } from '@tandem/kernel';
import type { Parameters } from '../parameters.ts';
import { Region } from './fleet.ts';
import type { Arrival } from './fleet.ts';
import { Histogram } from './histogram.ts';
import { Link, poissonArrivals, throughBatches } from './stages.ts';
import type { Batch } from './stages.ts';

export interface Convergence {
  /** Each change at each unit. */
  readonly each: Histogram;
  /** Each change, until every unit shows it. */
  readonly all: Histogram;
  /** The same without the region that was cut off. */
  readonly others: Histogram;
  /** How long after the outage the region had caught up, milliseconds; null without one. */
  readonly caughtUpMs: number | null;
  readonly changes: number;
}

/** The first third of the time, so that there is a before and an after. */
const OUTAGE_BEGINS = 1 / 3;

const outageOf = ({ seconds, outageSeconds }: Parameters): { readonly from: number; readonly to: number } => {
  const from = seconds * 1000 * OUTAGE_BEGINS;
  return { from, to: from + outageSeconds * 1000 };
};

/** When a batch reaches the units of each region. The last region is the one that may be cut off. */
class Network {
  readonly #parameters: Parameters;
  readonly #home: Link;
  readonly #mirrors: readonly Link[];
  readonly #outage;

  constructor(parameters: Parameters) {
    this.#parameters = parameters;
    const { regions, services } = parameters;
    this.#home = new Link(services.egressBytes);
    this.#mirrors = Array.from({ length: regions }, () => new Link(services.egressBytes));
    this.#outage = outageOf(parameters);
  }

  deliver({ recordedAt, at }: Batch, unitsOf: readonly number[]): readonly Arrival[] {
    const { topology, services, units } = this.#parameters;
    const bytes = recordedAt.length * services.recordBytes;
    const copies = topology === 'direct' ? units : unitsOf.length;
    const { first, last } = this.#home.send(at, bytes, copies);
    return unitsOf.map((count, region) => {
      const far = region === 0 ? services.nearMs : services.farMs;
      if (topology === 'direct') {
        const held = this.#heldBack(region, first);
        return { first: Math.max(first, held) + far, last: Math.max(last, held) + far };
      }
      const left = first + ((last - first) * region) / Math.max(1, unitsOf.length - 1);
      const mirrored = Math.max(left, this.#heldBack(region, left)) + far + services.mirrorMs;
      return this.#mirrors[region]?.send(mirrored, bytes, count) ?? { first: mirrored, last: mirrored };
    });
  }

  #heldBack(region: number, at: number): number {
    const { from, to } = this.#outage;
    return region === this.#parameters.regions - 1 && at >= from && at < to ? to : 0;
  }
}

const changesOf = (parameters: Parameters, random: Random): readonly Batch[] => {
  const { writesPerSecond, seconds, services } = parameters;
  const writes = poissonArrivals(writesPerSecond, seconds * 1000, () => random.float());
  const committed = throughBatches(
    writes.map((at) => ({ recordedAt: [at], at })),
    { serviceMs: () => services.commitMs, mostRecords: 500 },
  );
  // A change counts from its answer, which comes when it is committed.
  const answered = committed.map(({ recordedAt, at }) => ({ recordedAt: recordedAt.map(() => at), at }));
  return throughBatches(answered, {
    serviceMs: (records) => services.relayMs + services.relayRecordMs * records,
    mostRecords: services.relayRecords,
  });
};

const split = (units: number, regions: number): readonly number[] =>
  Array.from({ length: regions }, (_, region) => Math.floor((units + region) / regions)).toSorted(
    (a, b) => b - a,
  );

/** Lets changes happen for a while. Pure: the same randomness gives the same figures. */
export const simulate = (parameters: Parameters, random: Random): Convergence => {
  const unitsOf = split(parameters.units, parameters.regions);
  const network = new Network(parameters);
  const regions = unitsOf.map((units) => new Region(units, parameters, random));
  const [each, all, others] = [new Histogram(), new Histogram(), new Histogram()];
  const lost = parameters.outageSeconds > 0 ? parameters.regions - 1 : null;
  const { from, to } = outageOf(parameters);
  let caughtUp = to;
  let changes = 0;
  for (const batch of changesOf(parameters, random)) {
    const arrivals = network.deliver(batch, unitsOf);
    const shown = regions.map((region, index) =>
      region.show(batch, arrivals[index] ?? { first: 0, last: 0 }, each),
    );
    for (const [index, recorded] of batch.recordedAt.entries()) {
      const latest = (keep: (region: number) => boolean): number =>
        Math.max(...shown.flatMap((times, region) => (keep(region) ? [times[index] ?? 0] : [])));
      all.add(latest(() => true) - recorded);
      others.add(latest((region) => region !== lost || parameters.regions === 1) - recorded);
      if (lost !== null && recorded >= from && recorded < to)
        caughtUp = Math.max(
          caughtUp,
          latest((region) => region === lost),
        );
      changes += 1;
    }
  }
  return { each, all, others, caughtUpMs: lost === null ? null : caughtUp - to, changes };
};

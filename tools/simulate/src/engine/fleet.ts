import type { Random } from '@tandem/kernel';
import { drawDelay } from '@tandem/unit';
import type { PropagationModel } from '@tandem/unit';
import type { Parameters, Services } from '../parameters.ts';
import type { Histogram } from './histogram.ts';
import type { Batch } from './stages.ts';

/** Of each region at most so many units draw their own delays; they stand for the others. */
export const SAMPLED_UNITS = 500;

export interface Arrival {
  /** When the first and the last unit of the region have the bytes. */
  readonly first: number;
  readonly last: number;
}

export interface RegionResult {
  /** Of each change at each unit that was looked at: from the answer to visible. */
  readonly each: Histogram;
  /** Of each change: until the region's last unit shows it. */
  readonly all: Histogram;
}

/** How long a unit waits for its turn on its host's cores, by its place there. */
const turnMs = (unit: number, { unitsPerHost, coresPerHost, applyMs }: Services): number =>
  Math.floor((unit % unitsPerHost) / coresPerHost) * applyMs;

const delayOf = (model: PropagationModel, random: Random, at: number): number =>
  model.kind === 'none' ? 0 : drawDelay(model, random, at);

/** The units of one region: when each shows the changes of the batches that reach it. */
export class Region {
  readonly #units: number;
  readonly #parameters: Parameters;
  readonly #random: Random;
  /** When each unit that is looked at has done what it has begun. */
  readonly #free: Float64Array;

  constructor(units: number, parameters: Parameters, random: Random) {
    this.#units = units;
    this.#parameters = parameters;
    this.#random = random;
    this.#free = new Float64Array(Math.min(units, SAMPLED_UNITS));
  }

  /** @returns when the last of them shows each change */
  show(batch: Batch, { first, last }: Arrival, each: Histogram): readonly number[] {
    const { services, model } = this.#parameters;
    const shown = batch.recordedAt.map(() => 0);
    const sampled = this.#free.length;
    for (let unit = 0; unit < sampled; unit += 1) {
      const place = this.#units <= 1 ? 1 : (unit + 1) / sampled;
      const jitter = -Math.log(1 - this.#random.float()) * services.jitterMs;
      const arrived = first + (last - first) * place + services.nearMs + services.fetchMs + jitter;
      const begun = Math.max(arrived, this.#free[unit] ?? 0);
      const applied = begun + turnMs(unit, services) + services.applyMs;
      this.#free[unit] = begun + services.applyMs;
      for (const [index, recorded] of batch.recordedAt.entries()) {
        const visible = Math.max(applied, recorded + delayOf(model, this.#random, recorded));
        each.add(visible - recorded);
        shown[index] = Math.max(shown[index] ?? 0, visible);
      }
    }
    return shown;
  }
}

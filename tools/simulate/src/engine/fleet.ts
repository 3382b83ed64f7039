import type { Random } from '@tandem/kernel';
import { drawDelay } from '@tandem/unit';
import type { PropagationModel } from '@tandem/unit';
import type { Parameters } from '../parameters.ts';
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

/** A host's cores: each does one thing at a time, and whoever comes first gets the next that is free. */
class Host {
  readonly #free: Float64Array;

  constructor(cores: number) {
    this.#free = new Float64Array(cores);
  }

  /** @returns when work that is ready at `at` and takes `ms` begins */
  begin(at: number, ms: number): number {
    let next = 0;
    for (let core = 1; core < this.#free.length; core += 1) {
      if ((this.#free[core] ?? 0) < (this.#free[next] ?? 0)) next = core;
    }
    const begun = Math.max(at, this.#free[next] ?? 0);
    this.#free[next] = begun + ms;
    return begun;
  }
}

const delayOf = (model: PropagationModel, random: Random, at: number): number =>
  model.kind === 'none' ? 0 : drawDelay(model, random, at);

/** The units of one region: when each shows the changes of the batches that reach it. */
export class Region {
  readonly #units: number;
  readonly #parameters: Parameters;
  readonly #random: Random;
  readonly #hosts: readonly Host[];
  /** When each unit that is looked at begins and ends the last thing that it was given. */
  readonly #begun: Float64Array;
  readonly #done: Float64Array;

  constructor(units: number, parameters: Parameters, random: Random) {
    this.#units = units;
    this.#parameters = parameters;
    this.#random = random;
    const sampled = Math.min(units, SAMPLED_UNITS);
    this.#begun = new Float64Array(sampled).fill(-Infinity);
    this.#done = new Float64Array(sampled);
    const { unitsPerHost, coresPerHost } = parameters.services;
    const hosts = Math.ceil(sampled / unitsPerHost);
    this.#hosts = Array.from({ length: hosts }, () => new Host(coresPerHost));
  }

  /** @returns when the last of them shows each change */
  show(batch: Batch, { first, last }: Arrival, each: Histogram): readonly number[] {
    const { services, model } = this.#parameters;
    const shown = batch.recordedAt.map(() => 0);
    const sampled = this.#begun.length;
    for (let unit = 0; unit < sampled; unit += 1) {
      const place = this.#units <= 1 ? 1 : (unit + 1) / sampled;
      const jitter = -Math.log(1 - this.#random.float()) * services.jitterMs;
      const arrived = first + (last - first) * place + services.nearMs + services.fetchMs + jitter;
      const applied = this.#apply(unit, arrived);
      for (const [index, recorded] of batch.recordedAt.entries()) {
        const visible = Math.max(applied, recorded + delayOf(model, this.#random, recorded));
        each.add(visible - recorded);
        shown[index] = Math.max(shown[index] ?? 0, visible);
      }
    }
    return shown;
  }

  /** What comes while a unit waits for its turn is done in the same turn. @returns when it is stored */
  #apply(unit: number, arrived: number): number {
    const { applyMs, unitsPerHost } = this.#parameters.services;
    if (arrived > (this.#begun[unit] ?? 0)) {
      const ready = Math.max(arrived, this.#done[unit] ?? 0);
      const begun = this.#hosts[Math.floor(unit / unitsPerHost)]?.begin(ready, applyMs) ?? ready;
      this.#begun[unit] = begun;
      this.#done[unit] = begun + applyMs;
    }
    return this.#done[unit] ?? arrived;
  }
}

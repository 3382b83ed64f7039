import { unitStatusCodec } from '@tandem/contracts';
import type { LogBatch } from '@tandem/event-log';
import type { Clock } from '@tandem/kernel';
import { Fleet } from './fleet.ts';
import { Incarnations } from './incarnations.ts';
import type { Duplicate, IncarnationsOptions } from './incarnations.ts';

export interface StatusWatchOptions extends IncarnationsOptions {
  readonly unit: string;
  readonly clock: Clock;
}

/**
 * Reads `tandem.unit-status` for what is said under the unit's own id and for how many others there are, from its start
 * in every run: it is compacted, thus short. Nothing that serves depends on it, so it has no part in catching up.
 */
export class StatusWatch {
  readonly #unit: string;
  readonly #incarnations: Incarnations;
  readonly #fleet: Fleet;
  #offset = 0;

  constructor({ unit, clock, ...options }: StatusWatchOptions) {
    this.#unit = unit;
    this.#fleet = new Fleet(clock);
    this.#incarnations = new Incarnations(options);
  }

  get position(): number {
    return this.#offset;
  }

  /** How many units were heard lately, this one too. */
  get units(): number {
    return this.#fleet.units;
  }

  restart(): void {
    this.#offset = 0;
    this.#incarnations.restart();
  }

  /** @returns who else was found to run under this unit's id */
  batch({ records, nextOffset }: LogBatch): readonly Duplicate[] {
    const found: Duplicate[] = [];
    for (const { key, value, offset, timestamp } of records) {
      this.#fleet.heard(key);
      if (key !== this.#unit || value === null) continue;
      const decoded = unitStatusCodec.decode(value);
      if (!decoded.ok) continue;
      const { incarnation, state } = decoded.value;
      const duplicate = this.#incarnations.record({ incarnation, state, offset, timestamp });
      if (duplicate !== null) found.push(duplicate);
    }
    this.#offset = nextOffset;
    return found;
  }
}

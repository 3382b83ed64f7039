import { unitStatusCodec } from '@tandem/contracts';
import type { LogBatch } from '@tandem/event-log';
import { Incarnations } from './incarnations.ts';
import type { Duplicate, IncarnationsOptions } from './incarnations.ts';

export interface StatusWatchOptions extends IncarnationsOptions {
  readonly unit: string;
}

/**
 * Reads `tandem.unit-status` for what is said under the unit's own id, from its start in every run: it is compacted,
 * thus short. Nothing that serves depends on it, so it has no part in catching up.
 */
export class StatusWatch {
  readonly #unit: string;
  readonly #incarnations: Incarnations;
  #offset = 0;

  constructor({ unit, ...options }: StatusWatchOptions) {
    this.#unit = unit;
    this.#incarnations = new Incarnations(options);
  }

  get position(): number {
    return this.#offset;
  }

  restart(): void {
    this.#offset = 0;
    this.#incarnations.restart();
  }

  /** @returns who else was found to run under this unit's id */
  batch({ records, nextOffset }: LogBatch): readonly Duplicate[] {
    const found: Duplicate[] = [];
    for (const { key, value, offset, timestamp } of records) {
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

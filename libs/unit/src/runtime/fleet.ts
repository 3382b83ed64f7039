import type { Clock } from '@tandem/kernel';

/** Longer than several heartbeats: a unit that was not heard for so long is not there. */
const HEARD_MS = 10_000;
const LEAST_MS = 10;
const MOST_MS = 1000;
/** All units read all reports: a thousand a second cost each some hundredths of a core. */
const REPORTS_PER_SECOND = 1000;

/** Counts the units that report, by this process's own monotonic clock. */
export class Fleet {
  readonly #clock: Clock;
  readonly #heardAt = new Map<string, number>();
  #counted = { at: -Infinity, units: 0 };

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  heard(unit: string): void {
    this.#heardAt.set(unit, this.#clock.monotonic());
  }

  /** How many were heard lately; counted at most once a second. */
  get units(): number {
    const now = this.#clock.monotonic();
    if (now - this.#counted.at >= MOST_MS) {
      for (const [unit, at] of this.#heardAt) if (now - at > HEARD_MS) this.#heardAt.delete(unit);
      this.#counted = { at: now, units: this.#heardAt.size };
    }
    return this.#counted.units;
  }
}

/** The least time between two reports of progress of one unit among so many, milliseconds. */
export const progressMsOf = (units: number): number =>
  Math.min(MOST_MS, Math.max(LEAST_MS, (units * 1000) / REPORTS_PER_SECOND));

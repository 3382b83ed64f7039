import type { Lane } from '@tandem/contracts';
import type { MetMark } from '../cache/batch-report.ts';

/** After a rebuild that did not help, the next one waits this long, then twice as long, … */
const FIRST_PAUSE_MS = 5 * 60 * 1000;
const MAX_PAUSE_MS = 6 * 60 * 60 * 1000;
/** A difference so long after the last rebuild has nothing to do with it. */
const FORGET_MS = 24 * 60 * 60 * 1000;

/**
 * On which partitions the marks say that what was received is not what was published, and whether to build the cache
 * anew for it: once at once; if the log itself lacks something, building again and again would not bring it.
 */
export class Divergence {
  readonly #lanes = new Set<Lane>();
  #pause = FIRST_PAUSE_MS;
  #rebuiltAt = -Infinity;

  get holds(): boolean {
    return this.#lanes.size > 0;
  }

  /** @returns whether this partition has just begun to differ, or to agree again */
  meet({ lane, verdict }: MetMark): boolean {
    if (verdict === 'proved') return this.#lanes.delete(lane);
    if (verdict === 'passed' || this.#lanes.has(lane)) return false;
    this.#lanes.add(lane);
    return true;
  }

  /** Another cache serves now, of which the marks will tell. */
  reset(): void {
    this.#lanes.clear();
  }

  /** Whether to rebuild now; true counts as a rebuild. @param now by a monotonic clock, milliseconds */
  rebuild(now: number): boolean {
    const since = now - this.#rebuiltAt;
    if (!this.holds || since < this.#pause) return false;
    this.#pause = since >= FORGET_MS ? FIRST_PAUSE_MS : Math.min(2 * this.#pause, MAX_PAUSE_MS);
    this.#rebuiltAt = now;
    return true;
  }
}

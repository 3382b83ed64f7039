export interface SourceRateOptions {
  /** Answers per second to one address; Infinity for no limit. */
  readonly perSecond: number;
  /** How many addresses are told apart within one second; those beyond get nothing. */
  readonly sources: number;
}

const SECOND_MS = 1000;

/**
 * Bounds how many challenges an address gets per second: the sender of a datagram is not proved, so whatever is sent
 * may hit a victim. Starts anew each second, so that there is nothing to sweep.
 */
export class SourceRate {
  readonly #options: SourceRateOptions;
  readonly #counts = new Map<string, number>();
  #second = 0;

  constructor(options: Partial<SourceRateOptions> = {}) {
    this.#options = { perSecond: 200, sources: 50_000, ...options };
  }

  /** Whether one more answer may go to `address` now. */
  take(address: string, now: number): boolean {
    const second = Math.floor(now / SECOND_MS);
    if (second !== this.#second) {
      this.#counts.clear();
      this.#second = second;
    }
    const count = this.#counts.get(address) ?? 0;
    if (count >= this.#options.perSecond) return false;
    if (count === 0 && this.#counts.size >= this.#options.sources) return false;
    this.#counts.set(address, count + 1);
    return true;
  }
}

import type { Random } from '@tandem/kernel';

export interface BackoffOptions {
  /** The first pause, milliseconds. */
  readonly firstMs: number;
  /** No pause is longer, milliseconds. */
  readonly maxMs: number;
  readonly random: Random;
}

/** Pauses between attempts: doubling, give or take a tenth, so that many readers do not come at once. */
export class Backoff {
  readonly #options: BackoffOptions;
  #attempts = 0;

  constructor(options: BackoffOptions) {
    this.#options = options;
  }

  /** The pause before the next attempt, milliseconds. */
  next(): number {
    const { firstMs, maxMs, random } = this.#options;
    const base = Math.min(maxMs, firstMs * 2 ** Math.min(this.#attempts, 30));
    this.#attempts += 1;
    return base * (0.9 + 0.2 * random.float());
  }

  /** An attempt succeeded. */
  reset(): void {
    this.#attempts = 0;
  }
}

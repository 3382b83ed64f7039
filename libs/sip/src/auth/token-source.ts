import type { Random } from '@tandem/kernel';

const POOL_BYTES = 4080;

/** Unpredictable hexadecimal tokens, cut from a pool: asking the system for a few bytes at a time costs 2 µs each. */
export class TokenSource {
  readonly #random: Random;
  #pool: Buffer = Buffer.alloc(0);
  #used = 0;

  constructor(random: Random) {
    this.#random = random;
  }

  /** `2 × bytes` hexadecimal digits that were never given before. */
  hex(bytes: number): string {
    if (this.#used + bytes > this.#pool.length) this.#refill();
    this.#used += bytes;
    return this.#pool.toString('hex', this.#used - bytes, this.#used);
  }

  #refill(): void {
    this.#pool = this.#random.bytes(POOL_BYTES);
    this.#used = 0;
  }
}

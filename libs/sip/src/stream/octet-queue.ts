const NOTHING = Buffer.alloc(0);
const MIN_CAPACITY = 1024;

/**
 * The octets of a stream that are not used up yet. Appending is amortized constant per octet, and taking from the front
 * moves the rest at most once a call, so that a sender of single octets costs no more than one of large chunks.
 */
export class OctetQueue {
  #store: Buffer = NOTHING;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** All octets held. Valid until the next `append` or `keepFrom`. */
  get view(): Buffer {
    return this.#store.subarray(0, this.#length);
  }

  append(chunk: Buffer): void {
    const needed = this.#length + chunk.length;
    if (needed > this.#store.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(needed, this.#store.length * 2, MIN_CAPACITY));
      this.#store.copy(grown, 0, 0, this.#length);
      this.#store = grown;
    }
    chunk.copy(this.#store, this.#length);
    this.#length = needed;
  }

  /** Forgets everything before `position`; an empty queue holds no memory. */
  keepFrom(position: number): void {
    if (position === 0) return;
    this.#store.copyWithin(0, position, this.#length);
    this.#length -= position;
    if (this.#length === 0) this.#store = NOTHING;
  }
}

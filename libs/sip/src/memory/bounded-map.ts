/**
 * A map that forgets what was set long ago: it keeps at least the younger half of its capacity, and never more than the
 * capacity. Two generations, the older one dropped whole: taking out the oldest entry of a `Map` one by one would scan
 * the holes of all those taken out before (29 µs each at 65,536 entries, measured).
 */
export class BoundedMap<K, V> {
  readonly #half: number;
  #young = new Map<K, V>();
  #old = new Map<K, V>();

  constructor(capacity: number) {
    this.#half = Math.max(1, Math.floor(capacity / 2));
  }

  get size(): number {
    return this.#young.size + this.#old.size;
  }

  get(key: K): V | undefined {
    return this.#young.get(key) ?? (this.#old.size === 0 ? undefined : this.#old.get(key));
  }

  /** Sets and makes it one of the young. */
  set(key: K, value: V): void {
    this.#old.delete(key);
    if (this.#young.size >= this.#half && !this.#young.has(key)) {
      this.#old = this.#young;
      this.#young = new Map();
    }
    this.#young.set(key, value);
  }

  delete(key: K): boolean {
    return this.#young.delete(key) || this.#old.delete(key);
  }

  /** All of them, in no order. */
  *values(): Generator<V> {
    yield* this.#young.values();
    for (const [key, value] of this.#old) if (!this.#young.has(key)) yield value;
  }

  clear(): void {
    this.#young.clear();
    this.#old.clear();
  }
}

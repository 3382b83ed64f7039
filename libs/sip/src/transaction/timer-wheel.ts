/**
 * Deadlines of many short-lived things in O(1): slots of a fixed width, one list each. Deadlines are wall-clock or
 * monotonic milliseconds, as the owner likes; they fire at most one slot late, never early. There is no cancelling: the
 * owner looks whether what fires is still due.
 */
export class TimerWheel<T> {
  readonly #slotMs: number;
  readonly #slots: T[][];
  #position: number;

  /** `horizonMs`: the longest time ahead that is ever asked for. */
  constructor(now: number, slotMs: number, horizonMs: number) {
    this.#slotMs = slotMs;
    this.#slots = Array.from({ length: Math.ceil(horizonMs / slotMs) + 2 }, () => []);
    this.#position = Math.floor(now / slotMs);
  }

  schedule(item: T, at: number): void {
    const slot = Math.max(this.#position + 1, Math.ceil(at / this.#slotMs));
    this.#slots[Math.min(slot, this.#position + this.#slots.length - 1) % this.#slots.length]?.push(item);
  }

  /** Hands over everything due until `now`, in order of its slot. A clock that jumped far ahead fires all once. */
  advance(now: number, fire: (item: T) => void): void {
    const target = Math.floor(now / this.#slotMs);
    for (let turns = this.#slots.length; this.#position < target && turns > 0; turns--) {
      this.#position += 1;
      const index = this.#position % this.#slots.length;
      const due = this.#slots[index] ?? [];
      if (due.length === 0) continue;
      this.#slots[index] = [];
      for (const item of due) fire(item);
    }
    this.#position = Math.max(this.#position, target);
  }
}

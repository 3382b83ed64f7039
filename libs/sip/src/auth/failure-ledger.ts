import { BoundedMap } from '../memory/bounded-map.ts';

export interface FailureLimits {
  /** Failures within the window that lock. */
  readonly failures: number;
  readonly windowMs: number;
  /** The first lock; each further failure after a lock doubles it. */
  readonly firstLockMs: number;
  readonly longestLockMs: number;
  /** How many keys are remembered. */
  readonly capacity: number;
}

interface Entry {
  failures: number;
  windowEnds: number;
  lockedUntil: number;
  locks: number;
}

/** Counts failures per key and locks a key for a while, longer each time. Bounded; times are wall-clock milliseconds. */
export class FailureLedger {
  readonly #limits: FailureLimits;
  readonly #entries: BoundedMap<string, Entry>;

  constructor(limits: FailureLimits) {
    this.#limits = limits;
    this.#entries = new BoundedMap(limits.capacity);
  }

  get size(): number {
    return this.#entries.size;
  }

  isLocked(key: string, now: number): boolean {
    const entry = this.#entries.get(key);
    return entry !== undefined && now < entry.lockedUntil;
  }

  failed(key: string, now: number): void {
    const entry = this.#current(key, now);
    entry.failures += 1;
    if (entry.failures >= this.#limits.failures && now >= entry.lockedUntil) this.#lock(entry, now);
    this.#entries.set(key, entry);
  }

  forgive(key: string): void {
    this.#entries.delete(key);
  }

  #current(key: string, now: number): Entry {
    const known = this.#entries.get(key);
    if (known !== undefined && now < known.windowEnds) return known;
    return { failures: 0, windowEnds: now + this.#limits.windowMs, lockedUntil: 0, locks: 0 };
  }

  #lock(entry: Entry, now: number): void {
    const { firstLockMs, longestLockMs, windowMs } = this.#limits;
    entry.lockedUntil = now + Math.min(longestLockMs, firstLockMs * 2 ** entry.locks);
    entry.locks += 1;
    // The count is kept through the lock, so that the next failure behind it locks again, and for longer.
    entry.windowEnds = entry.lockedUntil + windowMs;
  }
}

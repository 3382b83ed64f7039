/** Between two marks while there are changes. */
const BUSY_MS = 1000;
/** Between two marks at most: readers take a longer silence for being cut off. */
const IDLE_MS = 5000;

/** When the relay writes its marks (design §2d): at once after a change, then each second, without changes every 5 s. */
export class MarkSchedule {
  readonly #busyMs: number;
  readonly #idleMs: number;
  #at = -Infinity;
  #revision = -1;

  constructor(every: { readonly busyMs?: number; readonly idleMs?: number } = {}) {
    this.#busyMs = every.busyMs ?? BUSY_MS;
    this.#idleMs = every.idleMs ?? IDLE_MS;
  }

  /** @param now by a monotonic clock, milliseconds */
  due(now: number, revision: number): boolean {
    const age = now - this.#at;
    return age >= (revision === this.#revision ? this.#idleMs : this.#busyMs);
  }

  marked(now: number, revision: number): void {
    this.#at = now;
    this.#revision = revision;
  }

  /** The next mark is due at once: another leader, or another log. */
  reset(): void {
    this.#at = -Infinity;
  }
}

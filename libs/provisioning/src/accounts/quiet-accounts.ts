import type { Clock, Sid } from '@tandem/kernel';

/**
 * Since when nothing was left to do for accounts. A write that was let in just before an account changed may come after
 * the first look that finds nothing: only one a write's deadline later is the last.
 */
export class QuietAccounts {
  readonly #clock: Clock;
  readonly #writeDeadlineMs: number;
  /** By the monotonic clock. */
  readonly #since = new Map<Sid, number>();

  /** @param writeDeadlineMs the longest that a write may take, milliseconds */
  constructor(clock: Clock, writeDeadlineMs: number) {
    this.#clock = clock;
    this.#writeDeadlineMs = writeDeadlineMs;
  }

  /** Notes what a look has found. @returns whether it was the last one */
  looked(account: Sid, found: boolean): boolean {
    if (found) {
      this.#since.delete(account);
      return false;
    }
    const now = this.#clock.monotonic();
    const since = this.#since.get(account) ?? now;
    this.#since.set(account, since);
    if (now - since < this.#writeDeadlineMs) return false;
    this.#since.delete(account);
    return true;
  }
}

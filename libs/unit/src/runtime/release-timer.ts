import type { Clock } from '@tandem/kernel';

export interface ReleaseTimerOptions {
  readonly clock: Clock;
  /** The next due time; null while nothing is held. */
  readonly nextDue: () => number | null;
  /** Called when the wall clock was found to have gone back. */
  readonly clockWentBack: (from: number, now: number) => void;
  /** Makes due versions visible, a slice a call. @returns how many; 0 ends the round. */
  readonly release: (now: number) => number;
  /** A round threw; the next one comes within a second. */
  readonly failed: (error: unknown) => void;
}

/** A longer sleep would miss that the wall clock was set. */
const MAX_SLEEP_MS = 1000;

/** One timer to the next due version. */
export class ReleaseTimer {
  readonly #options: ReleaseTimerOptions;
  #timer: NodeJS.Timeout | undefined;
  #lastSeen: number;
  #stopped = false;

  constructor(options: ReleaseTimerOptions) {
    this.#options = options;
    this.#lastSeen = options.clock.now();
  }

  /** Plans anew; to be called after each change to what is held. */
  plan(): void {
    if (this.#stopped) return;
    clearTimeout(this.#timer);
    try {
      this.#watchClock();
      const due = this.#options.nextDue();
      if (due !== null) this.#sleep(due - this.#options.clock.now());
    } catch (error) {
      this.#fail(error);
    }
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #sleep(ms: number): void {
    this.#timer = setTimeout(() => this.#wake(), Math.max(0, Math.min(ms, MAX_SLEEP_MS)));
  }

  #watchClock(): void {
    const now = this.#options.clock.now();
    if (now < this.#lastSeen) this.#options.clockWentBack(this.#lastSeen, now);
    this.#lastSeen = now;
  }

  #wake(): void {
    try {
      this.#watchClock();
      // One slice a turn of the event loop, so that calls are answered between two of them.
      if (this.#options.release(this.#lastSeen) > 0) this.#sleep(0);
      else this.plan();
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#options.failed(error);
    if (!this.#stopped) this.#sleep(MAX_SLEEP_MS);
  }
}

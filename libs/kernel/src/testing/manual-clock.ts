import type { Clock } from '../clock.ts';

/** A clock that moves only when a test says so. */
export class ManualClock implements Clock {
  #now: number;
  #monotonic = 0;

  constructor(now = Date.UTC(2013, 10, 4, 16, 33, 39)) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  monotonic(): number {
    return this.#monotonic;
  }

  advance(ms: number): void {
    this.#now += ms;
    this.#monotonic += ms;
  }

  /** A wall clock jump, as by NTP or an operator: the monotonic clock does not follow. */
  jump(ms: number): void {
    this.#now += ms;
  }
}

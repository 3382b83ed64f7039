import type { Clock } from '@tandem/kernel';

/**
 * How long a value that others write has stood still, by this process's monotonic clock. Decides that a lease has run
 * out without trusting anyone's wall clock: its holder writes another value with every renewal.
 */
export class Standstill {
  readonly #clock: Clock;
  #value: string | undefined;
  #since = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Notes the value as it is now. @returns milliseconds since this very value was seen first. */
  observe(value: string): number {
    const now = this.#clock.monotonic();
    if (value !== this.#value) {
      this.#value = value;
      this.#since = now;
    }
    return now - this.#since;
  }
}

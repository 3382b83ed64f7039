import type { Lane } from '@tandem/contracts';

export interface Silence {
  /** The lanes without a mark for as long as the limit, or longer. */
  readonly silent: readonly Lane[];
  /** Whether to connect anew: at the limit, after twice, four, eight … times of it, in the end after each 32nd. */
  readonly reconnect: boolean;
}

const LAST_STEP = 32;

/** So that thousands of units do not storm the brokers while the relay is away. */
const isStep = (limits: number): boolean =>
  Number.isInteger(limits) && limits > 0 && ((limits & (limits - 1)) === 0 || limits % LAST_STEP === 0);

/**
 * How long each partition has been without a mark, in ticks of a timer: while a process is stopped, its timers stop too,
 * and what it did not read then is no sign of anything.
 */
export class MarkSilence {
  readonly #limit: number;
  readonly #ticks = new Map<Lane, number>();

  /** @param limit ticks without a mark from which on a partition is silent */
  constructor(limit: number) {
    this.#limit = limit;
  }

  heard(lane: Lane): void {
    this.#ticks.set(lane, 0);
  }

  /** A tick later, of these lanes. */
  tick(lanes: readonly Lane[]): Silence {
    const silent: Lane[] = [];
    let longest = 0;
    for (const lane of lanes) {
      const ticks = (this.#ticks.get(lane) ?? 0) + 1;
      this.#ticks.set(lane, ticks);
      longest = Math.max(longest, ticks);
      if (ticks >= this.#limit) silent.push(lane);
    }
    return { silent, reconnect: isStep(longest / this.#limit) };
  }
}

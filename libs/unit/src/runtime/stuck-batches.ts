import type { Lane } from '@tandem/contracts';
import { isTandemError } from '@tandem/kernel';

/** How often a batch is tried before what throws in it is parked. */
const TRIES = 3;

/** Counts how often a partition failed at the same place for no reason that the catalogue knows: then a record is to blame. */
export class StuckBatches {
  readonly #failures = new Map<Lane, { readonly position: number; readonly count: number }>();

  failed(lane: Lane, position: number, error: unknown): void {
    if (isTandemError(error)) return;
    const before = this.#failures.get(lane);
    const count = before?.position === position ? before.count + 1 : 1;
    this.#failures.set(lane, { position, count });
  }

  /** Whether what throws from here on is to be parked. */
  isStuck(lane: Lane, position: number): boolean {
    const failure = this.#failures.get(lane);
    return failure?.position === position && failure.count >= TRIES;
  }
}

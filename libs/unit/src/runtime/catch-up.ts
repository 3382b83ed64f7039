import type { LogBatch } from '@tandem/event-log';

/**
 * Whether a topic was read to the ends that its partitions had when this run began: under steady writing the ends move
 * on for ever, so the first one seen of each is the goal.
 */
export class CatchUp {
  readonly #goals = new Map<number, number>();
  readonly #reached = new Set<number>();
  #partitions: number | null;

  constructor(partitions: number | null) {
    this.#partitions = partitions;
  }

  /** How many partitions there are; before it is known nothing has been caught up with. */
  expect(partitions: number): void {
    this.#partitions = partitions;
  }

  get partitions(): number | null {
    return this.#partitions;
  }

  /** The end below which a partition's records are read while catching up. */
  goalOf({ partition, endOffset }: LogBatch): number {
    const goal = this.#goals.get(partition) ?? endOffset;
    this.#goals.set(partition, goal);
    return goal;
  }

  /** A batch was stored. */
  advance(batch: LogBatch): void {
    if (batch.nextOffset >= this.goalOf(batch)) this.#reached.add(batch.partition);
  }

  /** A partition begins anew, at another end. */
  restart(partition: number): void {
    this.#goals.delete(partition);
  }

  get done(): boolean {
    return this.#partitions !== null && this.#reached.size >= this.#partitions;
  }
}

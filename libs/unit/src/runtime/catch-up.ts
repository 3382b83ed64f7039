import { laneOf, lanesOf } from '@tandem/contracts';
import type { Lane } from '@tandem/contracts';
import type { LogBatch } from '@tandem/event-log';

/**
 * Whether the topics of resources were read to the ends that its partitions had when this run began: under steady writing the ends move
 * on for ever, so the first one seen of each is the goal.
 */
export class CatchUp {
  readonly #goals = new Map<Lane, number>();
  readonly #reached = new Set<Lane>();
  #partitions: number | null;

  constructor(partitions: number | null) {
    this.#partitions = partitions;
  }

  /** How many partitions each topic has; before it is known nothing has been caught up with. */
  expect(partitions: number): void {
    this.#partitions = partitions;
  }

  get partitions(): number | null {
    return this.#partitions;
  }

  /** The end below which a partition's records are read while catching up. */
  goalOf({ topic, partition, endOffset }: LogBatch): number {
    const lane = laneOf(topic, partition);
    const goal = this.#goals.get(lane) ?? endOffset;
    this.#goals.set(lane, goal);
    return goal;
  }

  /** A batch was stored. */
  advance(batch: LogBatch): void {
    if (batch.nextOffset >= this.goalOf(batch)) this.#reached.add(laneOf(batch.topic, batch.partition));
  }

  /** A partition begins anew, at another end. */
  restart(lane: Lane): void {
    this.#goals.delete(lane);
  }

  get done(): boolean {
    return this.#partitions !== null && this.#reached.size >= lanesOf(this.#partitions).length;
  }
}

import type { ConsumerCondition, LogConsumerHandlers } from '@tandem/event-log';
import type { PositionStore } from '@tandem/event-log-nest';
import { TandemError } from '@tandem/kernel';

/** Who in a unit reads which topics. */
export interface TopicReader {
  readonly topics: readonly string[];
  readonly handlers: LogConsumerHandlers;
}

/** The positions of several readers as one store, so that a unit is one consumer of all its topics. */
export class TopicPositions implements PositionStore {
  readonly #readers: readonly TopicReader[];

  constructor(readers: readonly TopicReader[]) {
    this.#readers = readers;
  }

  position(topic: string, partition: number): number {
    return this.handlersOf(topic).position(topic, partition);
  }

  reset(topic: string, partition: number): Promise<void> {
    return this.handlersOf(topic).reset(topic, partition);
  }

  condition(condition: ConsumerCondition, why: string): void {
    for (const { handlers } of this.#readers) handlers.condition?.(condition, why);
  }

  /** Throws `CONTRACT_VIOLATION` for a topic that nobody reads: handlers and readers are wired apart. */
  handlersOf(topic: string): LogConsumerHandlers {
    const reader = this.#readers.find(({ topics }) => topics.includes(topic));
    if (reader === undefined)
      throw new TandemError('CONTRACT_VIOLATION', `no reader of ${topic} in this unit`);
    return reader.handlers;
  }
}

import { Backoff } from '@tandem/event-log';
import { messageOf } from '@tandem/kernel';
import type { Random } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import type { Consumer } from 'kafkajs';
import type { Names } from '../names.ts';
import type { FeedOutcome, PartitionFeed } from './partition-feed.ts';

const FIRST_PAUSE_MS = 50;
const MAX_PAUSE_MS = 5000;

export interface PartitionControlOptions {
  readonly consumer: Consumer;
  readonly names: Names;
  readonly random: Random;
  readonly logger: Logger;
  /** kafkajs refused: it has crashed. */
  readonly onRefused: (error: unknown) => void;
  /** A partition is read again. */
  readonly onResumed: () => void;
}

/** Sends the consumer to the reader's positions, and holds a partition back after a failure while others go on. */
export class PartitionControl {
  readonly #options: PartitionControlOptions;
  readonly #backoffs = new Map<PartitionFeed, Backoff>();
  /** Partitions that are not fetched now, with the timer that ends it if there is one. */
  readonly #held = new Map<PartitionFeed, NodeJS.Timeout | undefined>();
  #closed = false;

  constructor(options: PartitionControlOptions) {
    this.#options = options;
  }

  holds(feed: PartitionFeed): boolean {
    return this.#held.has(feed);
  }

  /** Sends the consumer to where the reader wants to go on. */
  restart(feed: PartitionFeed): void {
    let position: number;
    try {
      position = feed.restart();
    } catch (error) {
      this.#logOf(feed).warn('the reader did not give its position', { why: messageOf(error) });
      this.#restartLater(feed);
      return;
    }
    const { consumer, names } = this.#options;
    const { topic, partition } = feed;
    this.#tell(() => consumer.seek({ topic: names.topic(topic), partition, offset: String(position) }));
  }

  /** Draws the consequence of what became of a batch. */
  settle(feed: PartitionFeed, outcome: FeedOutcome): void {
    switch (outcome.kind) {
      case 'taken':
        this.#backoffs.get(feed)?.reset();
        return;
      case 'ignored':
        return;
      case 'jumped-back':
        this.reset(feed, 'the log has jumped back');
        return;
      case 'failed':
        this.#logOf(feed).warn('a batch was not taken; it comes again', { why: messageOf(outcome.error) });
        this.#restartLater(feed);
    }
  }

  /** Has the reader rebuild, then reads again from where it says; others go on meanwhile. */
  reset(feed: PartitionFeed, why: string): void {
    if (this.#closed || this.#held.has(feed)) return;
    this.#logOf(feed).warn('the log was truncated or made anew; the reader rebuilds', { why });
    this.#hold(feed, undefined);
    void feed.reset().then((outcome) => {
      if (outcome.kind === 'failed') this.settle(feed, outcome);
      else this.#resume(feed);
    });
  }

  close(): void {
    this.#closed = true;
    for (const timer of this.#held.values()) clearTimeout(timer);
  }

  #restartLater(feed: PartitionFeed): void {
    if (this.#closed) return;
    const { random } = this.#options;
    const backoff =
      this.#backoffs.get(feed) ?? new Backoff({ firstMs: FIRST_PAUSE_MS, maxMs: MAX_PAUSE_MS, random });
    this.#backoffs.set(feed, backoff);
    const timer = setTimeout(() => this.#resume(feed), backoff.next());
    this.#hold(feed, timer);
  }

  #hold(feed: PartitionFeed, timer: NodeJS.Timeout | undefined): void {
    clearTimeout(this.#held.get(feed));
    this.#held.set(feed, timer);
    this.#tell(() => this.#options.consumer.pause([this.#placeOf(feed)]));
  }

  #resume(feed: PartitionFeed): void {
    if (this.#closed) return;
    this.#held.delete(feed);
    this.restart(feed);
    if (this.#held.has(feed)) return;
    this.#tell(() => this.#options.consumer.resume([this.#placeOf(feed)]));
    this.#options.onResumed();
  }

  #tell(call: () => void): void {
    try {
      call();
    } catch (error) {
      this.#options.onRefused(error);
    }
  }

  #placeOf({ topic, partition }: PartitionFeed): { topic: string; partitions: number[] } {
    return { topic: this.#options.names.topic(topic), partitions: [partition] };
  }

  #logOf({ topic, partition }: PartitionFeed): Logger {
    return this.#options.logger.child({ topic, partition });
  }
}

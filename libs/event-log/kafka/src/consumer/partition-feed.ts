import type { LogConsumerHandlers, StoredRecord } from '@tandem/event-log';

/** Records as one fetch gave them. */
export interface FetchedBatch {
  readonly records: readonly StoredRecord[];
  /** Of the first entry, records or not. */
  readonly firstOffset: number;
  readonly nextOffset: number;
  readonly endOffset: number;
}

/** What became of something given to the reader. */
export type FeedOutcome =
  | { readonly kind: 'taken' }
  /** It was made void by a restart meanwhile, or was known already. */
  | { readonly kind: 'ignored' }
  /** The log is not the one that the reader's position is about. */
  | { readonly kind: 'jumped-back' }
  | { readonly kind: 'failed'; readonly error: unknown };

const TAKEN: FeedOutcome = { kind: 'taken' };
const IGNORED: FeedOutcome = { kind: 'ignored' };

/**
 * Keeps one partition's place between the client's fetches and the reader's handlers: drops what the reader has, notices
 * when the log jumped back, and lets one handler run at a time.
 */
export class PartitionFeed {
  readonly topic: string;
  readonly partition: number;
  readonly #handlers: LogConsumerHandlers;
  #tail: Promise<unknown> = Promise.resolve();
  #running = 0;
  /** Raised by each restart: what was fetched before it is void. */
  #epoch = 0;
  /** Records below were handed over. */
  #next = 0;
  /** The client was told to read from here, or got here by reading: it cannot rightly be below. */
  #floor = 0;
  #caughtUpAt: number | undefined;
  #closed = false;

  constructor(topic: string, partition: number, handlers: LogConsumerHandlers) {
    this.topic = topic;
    this.partition = partition;
    this.#handlers = handlers;
  }

  /** The offset that the reader needs next. */
  get next(): number {
    return this.#next;
  }

  get epoch(): number {
    return this.#epoch;
  }

  /** Whether a handler runs now. */
  get busy(): boolean {
    return this.#running > 0;
  }

  /** Whether the reader was told since the restart that it is at the end, and nothing came since. */
  get toldTheEnd(): boolean {
    return this.#caughtUpAt === this.#next;
  }

  /** Asks the reader where to read from; what was fetched before is void. Throws what the reader throws. */
  restart(): number {
    this.#epoch += 1;
    this.#caughtUpAt = undefined;
    const position = this.#handlers.position(this.topic, this.partition);
    this.#next = position;
    this.#floor = position;
    return position;
  }

  /**
   * Hands a fetched batch to the reader.
   * @param isStale whether the client was told to read from elsewhere since it fetched this
   */
  take(batch: FetchedBatch, isStale: () => boolean = () => false): Promise<FeedOutcome> {
    return this.#exclusively(async () => {
      if (isStale()) return IGNORED;
      if (batch.firstOffset < this.#floor) return { kind: 'jumped-back' };
      const epoch = this.#epoch;
      const outcome = await this.#deliver(batch);
      // After a restart the client goes on from where it was sent, not from here.
      if (outcome.kind !== 'failed' && epoch === this.#epoch && !isStale()) this.#floor = batch.nextOffset;
      return outcome;
    });
  }

  /** Entries that are no records (commit markers) were passed: tells the reader, unless records may lie before them. */
  pass(from: number, nextOffset: number, endOffset: number): Promise<FeedOutcome> {
    return this.#exclusively(async () => {
      if (from > this.#next) return IGNORED;
      return this.#deliver({ records: [], nextOffset, endOffset });
    });
  }

  /** Tells the reader that there is nothing to read at `next`, unless it has moved on from there. */
  tellEnd(next: number, epoch: number): Promise<FeedOutcome> {
    return this.#exclusively(async () => {
      if (epoch !== this.#epoch || next !== this.#next || this.toldTheEnd) return IGNORED;
      return this.#hand({ records: [], nextOffset: next, endOffset: next });
    });
  }

  /** Lets the reader rebuild. Fails when it still wants to go on behind where it was. */
  reset(): Promise<FeedOutcome> {
    return this.#exclusively(async () => {
      await this.#handlers.reset(this.topic, this.partition);
      return TAKEN;
    });
  }

  /** No handler starts any more. Resolves when the one that runs has ended. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#tail;
  }

  async #deliver(batch: Omit<FetchedBatch, 'firstOffset'>): Promise<FeedOutcome> {
    if (batch.nextOffset <= this.#next) return IGNORED;
    const next = this.#next;
    return this.#hand({ ...batch, records: batch.records.filter(({ offset }) => offset >= next) });
  }

  async #hand({ records, nextOffset, endOffset }: Omit<FetchedBatch, 'firstOffset'>): Promise<FeedOutcome> {
    const epoch = this.#epoch;
    const end = Math.max(endOffset, nextOffset);
    await this.#handlers.batch({
      topic: this.topic,
      partition: this.partition,
      records,
      nextOffset,
      endOffset: end,
    });
    // A restart meanwhile may have asked for the position before this batch was stored.
    this.#next = epoch === this.#epoch ? nextOffset : Math.max(this.#next, nextOffset);
    if (nextOffset >= end) this.#caughtUpAt = this.#next;
    return TAKEN;
  }

  #exclusively(work: () => Promise<FeedOutcome>): Promise<FeedOutcome> {
    const turn = this.#tail.then(async (): Promise<FeedOutcome> => {
      if (this.#closed) return IGNORED;
      this.#running += 1;
      try {
        return await work();
      } catch (error) {
        return { kind: 'failed', error };
      } finally {
        this.#running -= 1;
      }
    });
    this.#tail = turn;
    return turn;
  }
}

import type { RecordHeaders, RelayCheckpoint, TopicSpec } from '@tandem/contracts';

/** A record to be written. A null value is a tombstone. */
export interface LogRecord {
  readonly topic: string;
  /** Chosen by the writer (`partitionOf`), so that every adapter agrees. */
  readonly partition: number;
  readonly key: string;
  readonly value: Buffer | null;
  readonly headers: RecordHeaders;
}

/** A record as read. */
export interface StoredRecord extends LogRecord {
  readonly offset: number;
  /** Milliseconds since the Unix epoch, by the log's clock. */
  readonly timestamp: number;
}

/**
 * The one writer of `tandem.clients` and the like. At most one is in force: opening one fences those opened before it,
 * whose next call fails with `LOG_FENCED`.
 */
export interface LogPublisher {
  /** The last committed checkpoint, read to the topic's end; null on a log without one. */
  checkpoint(): Promise<RelayCheckpoint | null>;
  /**
   * Writes records and the checkpoint that covers them in one transaction: readers see all of it or nothing, per
   * partition in the given order. One call at a time (`LIFECYCLE_ILLEGAL`).
   *
   * `LOG_RECORD_TOO_LARGE`: more than `MAX_BATCH_RECORDS` or `MAX_BATCH_BYTES` on one partition, nothing was sent; cut
   * with `planBatches`. After any other error the publisher is dead and what became of the transaction is unknown:
   * close it, open another, read the checkpoint.
   */
  publish(records: readonly LogRecord[], checkpoint: RelayCheckpoint): Promise<void>;
  close(): Promise<void>;
}

/**
 * Writes without a transaction, in the order of the calls, for topics that many processes write. A rejected write may
 * have been stored in part; the writer itself stays usable.
 */
export interface LogWriter {
  /** `LOG_RECORD_TOO_LARGE`: a single record above `MAX_BATCH_BYTES`, nothing was sent. */
  write(records: readonly LogRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** Records of one partition, in offset order. */
export interface LogBatch {
  readonly topic: string;
  readonly partition: number;
  /** May be empty: then the batch only says where to go on and where the end is. */
  readonly records: readonly StoredRecord[];
  /** Where to go on after this batch; counts what is not a record too (commit markers, compacted offsets). */
  readonly nextOffset: number;
  /**
   * The partition's end when the batch was read: `nextOffset >= endOffset` means that there was nothing more. Under
   * steady writing the end may always be a step ahead: a reader has caught up once `nextOffset` has reached the
   * `endOffset` of this batch or of its first one.
   */
  readonly endOffset: number;
}

/** STALLED while a consumer cannot read all partitions of its topics. */
export type ConsumerCondition = 'ASSIGNED' | 'STALLED';

/** A reader as the log sees it. Handlers of different partitions may overlap, those of one partition never do. */
export interface LogConsumerHandlers {
  /**
   * The stored position of a partition: the next offset to read. Asked whenever the consumer (re)starts a partition, so
   * that the reader's own store decides, never the log's.
   */
  position(topic: string, partition: number): number;
  /**
   * Awaited before the partition goes on. After each (re)start of a partition at least one batch comes, an empty one if
   * there is nothing to read. A rejection restarts the partition at `position` after a pause, so that the same records
   * come again.
   */
  batch(batch: LogBatch): Promise<void>;
  /**
   * The log ends below the stored position or has jumped back: it was truncated or made anew. The reader must rebuild;
   * the partition is read again from the position that it gives afterwards.
   */
  reset(topic: string, partition: number): Promise<void>;
  /** Called on each change, and once when the consumer has first got, or failed to get, its partitions. */
  condition?(condition: ConsumerCondition, why: string): void;
}

export interface LogConsumer {
  /**
   * Gives up the connection, if there is one, and begins anew at the reader's positions: for readers that have signs that
   * nothing comes through any more. Never waits, never throws.
   */
  reconnect(why: string): void;
  /**
   * Resolves when closed; no handler is running then, and none will. Rejects with `TIMED_OUT` when a handler does not
   * end in time. Never await it from inside a handler.
   */
  close(): Promise<void>;
}

export interface SubscribeOptions {
  /** Who reads, for names in the log and in its metrics; every subscription reads all partitions. */
  readonly reader: string;
  readonly topics: readonly string[];
  readonly handlers: LogConsumerHandlers;
}

/** The event log: Kafka topics, or a SQLite file with the same behaviour. */
export interface EventLog {
  /** Makes missing topics; throws `LOG_MISCONFIGURED` where an existing one differs in partitions or cleanup. */
  ensureTopics(topics: readonly TopicSpec[]): Promise<void>;
  /** How many partitions a topic has; `LOG_MISCONFIGURED` if there is no such topic. */
  partitions(topic: string): Promise<number>;
  /**
   * Opens the fencing publisher: when this resolves, those opened before can no longer commit. Needs `TOPICS.relay`
   * (`LOG_MISCONFIGURED`).
   */
  openPublisher(): Promise<LogPublisher>;
  openWriter(): Promise<LogWriter>;
  /**
   * Starts reading. Resolves at once, also while the log cannot be reached or a topic is missing: the consumer is
   * STALLED then and tries for ever.
   */
  subscribe(options: SubscribeOptions): Promise<LogConsumer>;
  /** Closes everything that was opened on it. */
  close(): Promise<void>;
}

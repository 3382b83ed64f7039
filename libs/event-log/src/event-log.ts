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
   * partition in the given order.
   * After any error but `LOG_RECORD_TOO_LARGE` the publisher is dead: close it, open another, read the checkpoint.
   */
  publish(records: readonly LogRecord[], checkpoint: RelayCheckpoint): Promise<void>;
  close(): Promise<void>;
}

/** Writes without a transaction, idempotent per call, for topics that many processes write. */
export interface LogWriter {
  write(records: readonly LogRecord[]): Promise<void>;
  close(): Promise<void>;
}

/** Records of one partition, in offset order. */
export interface LogBatch {
  readonly topic: string;
  readonly partition: number;
  readonly records: readonly StoredRecord[];
  /** Where to go on after this batch; counts what is not a record too (commit markers, compacted offsets). */
  readonly nextOffset: number;
  /** The partition's end when the batch was read: `nextOffset >= endOffset` means caught up. */
  readonly endOffset: number;
}

export type ConsumerCondition = 'ASSIGNED' | 'STALLED';

export interface LogConsumerHandlers {
  /**
   * The stored position of a partition: the next offset to read. Asked whenever the consumer (re)starts a partition, so
   * that the reader's own store decides, never the log's.
   */
  position(topic: string, partition: number): number;
  /** Awaited before the partition goes on. A rejection makes the same batch come again, after a pause. */
  batch(batch: LogBatch): Promise<void>;
  /**
   * The log ends below the stored position or has jumped back: it was truncated or made anew. The reader must rebuild;
   * the partition is read again from the position that it gives afterwards.
   */
  reset(topic: string, partition: number): Promise<void>;
  /** STALLED while not all partitions are held by this consumer. */
  condition?(condition: ConsumerCondition, why: string): void;
}

export interface LogConsumer {
  /** Resolves when closed; no handler is running then. */
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
  /** Makes missing topics; throws `LOG_MISCONFIGURED` where an existing one has another partition count. */
  ensureTopics(topics: readonly TopicSpec[]): Promise<void>;
  /** How many partitions a topic has. */
  partitions(topic: string): Promise<number>;
  /** Opens the fencing publisher: when this resolves, those opened before can no longer commit. */
  openPublisher(): Promise<LogPublisher>;
  openWriter(): Promise<LogWriter>;
  subscribe(options: SubscribeOptions): Promise<LogConsumer>;
  /** Closes everything that was opened on it. */
  close(): Promise<void>;
}

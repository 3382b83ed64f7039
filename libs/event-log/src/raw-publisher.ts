import type { LogRecord } from './event-log.ts';

/** What an adapter implements of a publisher; `GuardedPublisher` adds the lifecycle and the checkpoint's form. */
export interface RawPublisher {
  /** The value of the last committed checkpoint record, read to the topic's end; null without one. */
  readCheckpoint(): Promise<Buffer | null>;
  /** Writes all records in one transaction; throws `LOG_FENCED` when a newer publisher was opened. */
  commit(records: readonly LogRecord[]): Promise<void>;
  /** Bounded; also while a commit is under way, which then fails. */
  close(): Promise<void>;
}

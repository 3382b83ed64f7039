import type { EventLog } from '../event-log.ts';

/** A fresh, empty log for one test. */
export interface EventLogHarness {
  /** Opens a handle onto the log; each call stands for another process. */
  open(): Promise<EventLog>;
  /** Closes every handle that was opened and removes the log. */
  dispose(): Promise<void>;
}

export interface EventLogUnderTest {
  readonly name: string;
  /** How many partitions the harness gives topics declared `many`. */
  readonly partitions: number;
  /** How long a test waits for what must happen, milliseconds. */
  readonly patienceMs: number;
  create(): Promise<EventLogHarness>;
  /** A handle that gives topics declared `many` another number of partitions. */
  openWithPartitions(harness: EventLogHarness, partitions: number): Promise<EventLog>;
}

import { TandemError } from '@tandem/kernel';
import type { LogRecord, LogWriter } from './event-log.ts';
import { assertFitsRecord } from './limits.ts';
import type { Handle } from './open-handles.ts';
import { planBatches } from './plan-batches.ts';

/** What an adapter implements of a writer. */
export interface RawWriter {
  /** Rejects what can never be sent, so that it does not fail the writes that would share its batch. */
  check(records: readonly LogRecord[]): Promise<void>;
  /** Writes records that fit into one batch per partition. Never called while an earlier call is under way. */
  send(records: readonly LogRecord[]): Promise<void>;
  close(): Promise<void>;
}

interface Job {
  readonly records: readonly LogRecord[];
  resolve(): void;
  reject(error: unknown): void;
}

/**
 * Sends one batch at a time and puts all that is written meanwhile into the next one: quick under load (one fsync or
 * round trip for many writes), and safe on Kafka, where two sends in flight may lose the second when the first fails.
 */
export class CoalescingWriter implements LogWriter, Handle {
  readonly #raw: RawWriter;
  readonly #queue: Job[] = [];
  #running: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  constructor(raw: RawWriter) {
    this.#raw = raw;
  }

  get closed(): boolean {
    return this.#closing !== undefined;
  }

  async write(records: readonly LogRecord[]): Promise<void> {
    if (this.closed) throw new TandemError('CLOSED', 'this log writer was closed');
    for (const record of records) assertFitsRecord(record);
    if (records.length === 0) return;
    await new Promise<void>((resolve, reject) => {
      this.#queue.push({ records, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Waits for what was written before. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#running;
    await this.#raw.close();
  }

  async #run(): Promise<void> {
    // Let all writes of this tick join the first batch.
    await Promise.resolve();
    while (this.#queue.length > 0) {
      const jobs = await this.#checked(this.#queue.splice(0));
      for (const batch of planBatches(jobs, (job) => job.records)) await this.#send(batch);
    }
    this.#running = undefined;
  }

  async #checked(jobs: readonly Job[]): Promise<readonly Job[]> {
    const good: Job[] = [];
    for (const job of jobs) {
      try {
        await this.#raw.check(job.records);
        good.push(job);
      } catch (error) {
        job.reject(error);
      }
    }
    return good;
  }

  async #send(jobs: readonly Job[]): Promise<void> {
    const records = jobs.flatMap((job) => job.records);
    try {
      // Only a single write larger than a batch takes more than one send.
      for (const part of planBatches(records, (record) => [record])) await this.#raw.send(part);
    } catch (error) {
      for (const job of jobs) job.reject(error);
      return;
    }
    for (const job of jobs) job.resolve();
  }
}

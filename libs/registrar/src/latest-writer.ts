import type { TopicName } from '@tandem/contracts';
import { Backoff } from '@tandem/event-log';
import type { EventLog, LogRecord, LogWriter } from '@tandem/event-log';
import { messageOf, systemRandom, withDeadline } from '@tandem/kernel';
import type { Random } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';

export interface LatestWriterOptions<T> {
  readonly topic: TopicName;
  /** For log lines: registrations, calls. */
  readonly what: string;
  /** What an item is of: a later one of the same name takes its place. */
  readonly nameOf: (item: T) => string;
  readonly toRecord: (item: T, partitions: number) => LogRecord;
  readonly log: Pick<EventLog, 'openWriter' | 'partitions'>;
  readonly logger: Logger;
  readonly random?: Random;
  /** How long items are collected before they are written, milliseconds; at most 50 by design. */
  readonly collectMs?: number;
}

const COLLECT_MS = 20;
const WRITE_MS = 10_000;
const CLOSE_MS = 3000;
const MAX_WAITING = 200_000;

/**
 * Writes to a topic on which the last record of a name counts, in small batches that nobody waits for. While the log is
 * down the latest item of each name waits.
 */
export class LatestWriter<T> {
  readonly #options: LatestWriterOptions<T>;
  readonly #backoff: Backoff;
  /** By name, in the order of the latest item. */
  readonly #waiting = new Map<string, T>();
  #timer: NodeJS.Timeout | undefined;
  #writer: LogWriter | undefined;
  #partitions = 0;
  #writing: Promise<void> | undefined;
  #closed = false;

  constructor(options: LatestWriterOptions<T>) {
    this.#options = options;
    this.#backoff = new Backoff({ firstMs: 200, maxMs: 5000, random: options.random ?? systemRandom });
  }

  publish(items: readonly T[]): void {
    for (const item of items) this.#put(item);
    this.#plan(this.#options.collectMs ?? COLLECT_MS);
  }

  /** Writes what waits, as far as the log takes it within 3 s. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    try {
      await withDeadline(this.#drain(), CLOSE_MS, `writing the last ${this.#options.what}`);
    } catch (error) {
      this.#options.logger.warn(`${this.#options.what} were not written`, {
        waiting: this.#waiting.size,
        error: messageOf(error),
      });
    }
    await this.#writer?.close().catch(() => undefined);
  }

  async #drain(): Promise<void> {
    await this.#writing;
    if (this.#waiting.size > 0) await this.#write();
  }

  #put(item: T): void {
    const name = this.#options.nameOf(item);
    this.#waiting.delete(name);
    if (this.#waiting.size >= MAX_WAITING) return;
    this.#waiting.set(name, item);
  }

  #plan(ms: number): void {
    if (this.#closed || this.#timer !== undefined || this.#writing !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#writing = this.#write().then(
        () => this.#written(),
        (error: unknown) => this.#failed(error),
      );
    }, ms);
  }

  #written(): void {
    this.#writing = undefined;
    this.#backoff.reset();
    if (this.#waiting.size > 0) this.#plan(this.#options.collectMs ?? COLLECT_MS);
  }

  #failed(error: unknown): void {
    this.#writing = undefined;
    const { logger, what } = this.#options;
    logger.warn(`${what} wait for the log`, { waiting: this.#waiting.size, error: messageOf(error) });
    this.#plan(this.#backoff.next());
  }

  async #write(): Promise<void> {
    const taken = [...this.#waiting];
    this.#waiting.clear();
    try {
      const writer = await this.#open();
      const { toRecord, what } = this.#options;
      const records = taken.map(([, item]) => toRecord(item, this.#partitions));
      await withDeadline(writer.write(records), WRITE_MS, `writing ${what}`);
    } catch (error) {
      this.#giveBack(taken);
      throw error;
    }
  }

  /** What came meanwhile is newer and stays. */
  #giveBack(taken: readonly (readonly [string, T])[]): void {
    const newer = [...this.#waiting];
    this.#waiting.clear();
    for (const [name, item] of [...taken, ...newer]) {
      this.#waiting.delete(name);
      this.#waiting.set(name, item);
    }
  }

  async #open(): Promise<LogWriter> {
    const { log, topic } = this.#options;
    if (this.#partitions === 0) this.#partitions = await log.partitions(topic);
    this.#writer ??= await log.openWriter();
    return this.#writer;
  }
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import { Backoff } from '@tandem/event-log';
import type { LogConsumerHandlers } from '@tandem/event-log';
import { messageOf } from '@tandem/kernel';
import type { Random } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import type { LogFile } from './log-file.ts';
import type { PartitionRef } from './record-store.ts';
import { Wakeup } from './wakeup.ts';

const FIRST_PAUSE_MS = 50;
const MAX_PAUSE_MS = 5000;

export interface PartitionReaderOptions {
  readonly file: LogFile;
  readonly ref: PartitionRef;
  readonly handlers: LogConsumerHandlers;
  readonly random: Random;
  readonly logger: Logger;
  /** Called with the reason when the log cannot be read, and with null when it can again. */
  readonly onTrouble: (why: string | null) => void;
}

/** Feeds one partition to the reader's handlers, batch by batch, from the reader's own position. */
export class PartitionReader {
  readonly #options: PartitionReaderOptions;
  readonly #appended = new Wakeup();
  readonly #stopped = new Wakeup();
  readonly #backoff: Backoff;
  /** Where to go on; undefined until the partition is (re)started. */
  #next: number | undefined;
  #closed = false;
  #restart = false;

  constructor(options: PartitionReaderOptions) {
    this.#options = options;
    this.#backoff = new Backoff({ firstMs: FIRST_PAUSE_MS, maxMs: MAX_PAUSE_MS, random: options.random });
  }

  /** Reads until `stop`; never rejects. */
  async run(): Promise<void> {
    const { file, ref } = this.#options;
    const unlisten = file.signal.onPartition(ref.id, () => this.#appended.ring());
    while (!this.#closed) {
      if (this.#restart) this.#next = undefined;
      this.#restart = false;
      const outcome = await this.#step();
      if (outcome === 'more') await nextTurn();
      else if (outcome === 'end') await this.#appended.sleep();
      // New records do not shorten the pause after a failure.
      else await this.#stopped.sleep(this.#backoff.next());
    }
    unlisten();
  }

  /** Begins anew at the reader's position, after the handler that is running now. */
  restart(): void {
    this.#restart = true;
    this.#appended.ring();
  }

  /** Lets `run` end after the handler that is running now. */
  stop(): void {
    this.#closed = true;
    this.#appended.ring();
    this.#stopped.ring();
  }

  async #step(): Promise<'more' | 'end' | 'failed'> {
    try {
      const outcome = this.#next === undefined ? await this.#start() : await this.#read(this.#next);
      this.#backoff.reset();
      return outcome;
    } catch (error) {
      this.#next = undefined;
      const { topic, partition } = this.#options.ref;
      this.#options.logger.warn('a batch was not taken; it comes again', {
        topic,
        partition,
        why: messageOf(error),
      });
      return 'failed';
    }
  }

  async #start(): Promise<'more' | 'end' | 'failed'> {
    const { handlers, ref } = this.#options;
    const position = handlers.position(ref.topic, ref.partition);
    if (position > this.#fromLog((file) => file.records.endOffset(ref.id))) {
      await handlers.reset(ref.topic, ref.partition);
      return handlers.position(ref.topic, ref.partition) < position ? 'more' : 'failed';
    }
    return this.#deliver(position, true);
  }

  #read(next: number): Promise<'more' | 'end'> {
    return this.#deliver(next, false);
  }

  async #deliver(from: number, first: boolean): Promise<'more' | 'end'> {
    const { handlers, ref } = this.#options;
    const chunk = this.#fromLog((file) => file.records.read(ref, from));
    if (chunk.nextOffset === from && !first) return 'end';
    await handlers.batch({ topic: ref.topic, partition: ref.partition, ...chunk });
    this.#next = chunk.nextOffset;
    return 'more';
  }

  #fromLog<T>(read: (file: LogFile) => T): T {
    try {
      const result = read(this.#options.file);
      this.#options.onTrouble(null);
      return result;
    } catch (error) {
      this.#options.onTrouble(messageOf(error));
      throw error;
    }
  }
}

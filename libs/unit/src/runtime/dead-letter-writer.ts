import { deadLetterCodec, deadLetterKey, TOPICS } from '@tandem/contracts';
import type { DeadLetter } from '@tandem/contracts';
import { Backoff } from '@tandem/event-log';
import type { EventLog, LogRecord, LogWriter } from '@tandem/event-log';
import { messageOf, withDeadline } from '@tandem/kernel';
import type { Random } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';

export interface DeadLetterWriterOptions {
  readonly eventLog: Pick<EventLog, 'openWriter'>;
  readonly logger: Logger;
  readonly random: Random;
}

const MAX_WAITING = 1000;
const BATCH = 50;
const WRITE_MS = 5000;

const toRecord = (letter: DeadLetter): LogRecord => ({
  topic: TOPICS.deadLetters.name,
  partition: 0,
  key: deadLetterKey(letter),
  value: deadLetterCodec.encode(letter),
  headers: {},
});

/** Brings letters to `tandem.dead-letters`, in order, however long the log is away; nobody waits for it. */
export class DeadLetterWriter {
  readonly #options: DeadLetterWriterOptions;
  readonly #backoff: Backoff;
  readonly #waiting: DeadLetter[] = [];
  #writer: LogWriter | undefined;
  #running: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #closed = false;

  constructor(options: DeadLetterWriterOptions) {
    this.#options = options;
    this.#backoff = new Backoff({ firstMs: 100, maxMs: 30_000, random: options.random });
  }

  put(letter: DeadLetter): void {
    this.#waiting.push(letter);
    if (this.#waiting.length > MAX_WAITING) {
      const lost = this.#waiting.shift();
      this.#options.logger.error('A dead letter is lost, as too many wait for the log', {
        key: lost && deadLetterKey(lost),
      });
    }
    if (this.#timer === undefined) this.#run();
  }

  /** Writes what waits, if the log takes it now; bounded. */
  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await this.#running;
    this.#closed = true;
    if (this.#waiting.length > 0) {
      this.#options.logger.error('Dead letters are lost, as the log did not take them', {
        keys: this.#waiting.map(deadLetterKey),
      });
    }
    await this.#release();
  }

  #run(): void {
    this.#timer = undefined;
    if (this.#closed) return;
    this.#running ??= this.#write().finally(() => {
      this.#running = undefined;
    });
  }

  async #write(): Promise<void> {
    try {
      while (this.#waiting.length > 0) {
        const letters = this.#waiting.slice(0, BATCH);
        await withDeadline(this.#send(letters), WRITE_MS, 'writing dead letters');
        this.#waiting.splice(0, letters.length);
      }
      this.#backoff.reset();
    } catch (error) {
      this.#options.logger.warn('Dead letters wait for the log', {
        waiting: this.#waiting.length,
        error: messageOf(error),
      });
      await this.#release();
      this.#timer = setTimeout(() => this.#run(), this.#backoff.next());
    }
  }

  async #send(letters: readonly DeadLetter[]): Promise<void> {
    this.#writer ??= await this.#options.eventLog.openWriter();
    await this.#writer.write(letters.map(toRecord));
  }

  async #release(): Promise<void> {
    const writer = this.#writer;
    this.#writer = undefined;
    await writer?.close().catch((error: unknown) => {
      this.#options.logger.warn('The log writer cannot be closed', { error: messageOf(error) });
    });
  }
}

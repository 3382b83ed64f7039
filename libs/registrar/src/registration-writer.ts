import { TOPICS } from '@tandem/contracts';
import { Backoff } from '@tandem/event-log';
import type { EventLog, LogRecord, LogWriter } from '@tandem/event-log';
import { messageOf, systemRandom, withDeadline } from '@tandem/kernel';
import type { Random } from '@tandem/kernel';
import type { BindingEvent, RegistrationFeed } from '@tandem/sip';
import type { Logger } from '@tandem/telemetry';
import { toRegistrationRecord } from './registration-records.ts';
import type { RegistrationWriterId } from './registration-records.ts';

export interface RegistrationWriterOptions {
  /** Known once the SIP endpoint is made. */
  readonly id: () => RegistrationWriterId;
  readonly log: Pick<EventLog, 'openWriter' | 'partitions'>;
  readonly logger: Logger;
  readonly random?: Random;
  /** How long events are collected before they are written, milliseconds; at most 50 by design. */
  readonly collectMs?: number;
}

const COLLECT_MS = 20;
const WRITE_MS = 10_000;
const CLOSE_MS = 3000;
const MAX_WAITING = 200_000;

/**
 * Writes binding events to `tandem.registrations`, in small batches that nobody waits for. While the log is down the
 * latest event of each binding waits; the log's last record is what counts.
 */
export class RegistrationWriter implements RegistrationFeed {
  readonly #options: RegistrationWriterOptions;
  readonly #backoff: Backoff;
  /** By binding, in the order of the latest event. */
  readonly #waiting = new Map<string, BindingEvent>();
  #timer: NodeJS.Timeout | undefined;
  #writer: LogWriter | undefined;
  #partitions = 0;
  #writing: Promise<void> | undefined;
  #closed = false;

  constructor(options: RegistrationWriterOptions) {
    this.#options = options;
    this.#backoff = new Backoff({ firstMs: 200, maxMs: 5000, random: options.random ?? systemRandom });
  }

  publish(events: readonly BindingEvent[]): void {
    for (const event of events) this.#put(event);
    this.#plan(this.#options.collectMs ?? COLLECT_MS);
  }

  /** Writes what waits, as far as the log takes it within 3 s. */
  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    try {
      await withDeadline(this.#drain(), CLOSE_MS, 'writing the last registrations');
    } catch (error) {
      this.#options.logger.warn('registrations were not written', {
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

  #put(event: BindingEvent): void {
    const { sid, key } = event.kind === 'gone' ? event : event.binding;
    const name = `${sid}/${key}`;
    this.#waiting.delete(name);
    if (this.#waiting.size >= MAX_WAITING) return;
    this.#waiting.set(name, event);
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
    const { logger } = this.#options;
    logger.warn('registrations wait for the log', { waiting: this.#waiting.size, error: messageOf(error) });
    this.#plan(this.#backoff.next());
  }

  async #write(): Promise<void> {
    const taken = [...this.#waiting];
    this.#waiting.clear();
    try {
      const writer = await this.#open();
      await withDeadline(writer.write(this.#records(taken)), WRITE_MS, 'writing registrations');
    } catch (error) {
      this.#giveBack(taken);
      throw error;
    }
  }

  #records(taken: readonly (readonly [string, BindingEvent])[]): readonly LogRecord[] {
    const id = this.#options.id();
    return taken.map(([, event]) => toRegistrationRecord(event, id, this.#partitions));
  }

  /** What came meanwhile is newer and stays. */
  #giveBack(taken: readonly (readonly [string, BindingEvent])[]): void {
    const newer = [...this.#waiting];
    this.#waiting.clear();
    for (const [name, event] of [...taken, ...newer]) {
      this.#waiting.delete(name);
      this.#waiting.set(name, event);
    }
  }

  async #open(): Promise<LogWriter> {
    const { log } = this.#options;
    if (this.#partitions === 0) this.#partitions = await log.partitions(TOPICS.registrations.name);
    this.#writer ??= await log.openWriter();
    return this.#writer;
  }
}

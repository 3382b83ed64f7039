import { partitionOf, TOPICS, unitStatusCodec } from '@tandem/contracts';
import type { UnitStatus } from '@tandem/contracts';
import type { EventLog, LogWriter } from '@tandem/event-log';
import { messageOf, withDeadline } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';

export interface StatusPublisherOptions {
  readonly eventLog: Pick<EventLog, 'openWriter'>;
  readonly logger: Logger;
  readonly heartbeatMs: number;
  /** The least time between two reports of progress now, milliseconds. */
  readonly progressMs: () => number;
  /** The longest that a write may take, milliseconds; default 2000. */
  readonly writeMs?: number;
  /** The status at the time of the call. */
  readonly status: () => UnitStatus;
}

const WRITE_MS = 2000;

/**
 * Tells the cluster how this unit is: at each change and every heartbeat. Best effort: one write at a time, nothing
 * queues, a log that is away is tried again with the next beat.
 */
export class StatusPublisher {
  readonly #options: StatusPublisherOptions;
  readonly #writeMs: number;
  #timer: NodeJS.Timeout | undefined;
  #progress: NodeJS.Timeout | undefined;
  #publishedAt = -Infinity;
  #writer: LogWriter | undefined;
  #writing: Promise<void> | undefined;
  #again = false;
  #failing = false;
  #stopped = false;

  constructor(options: StatusPublisherOptions) {
    this.#options = options;
    this.#writeMs = options.writeMs ?? WRITE_MS;
  }

  /** Begins to beat. Resolves when the first status is out, or cannot be; soon, whatever the log does. */
  async start(): Promise<void> {
    this.#timer = setInterval(() => this.publish(), this.#options.heartbeatMs);
    this.publish();
    await this.#writing;
  }

  /** Publishes the present status as soon as the write under way, if any, is over. Never waits, never throws. */
  publish(): void {
    if (this.#stopped) return;
    this.#again = this.#writing !== undefined;
    this.#writing ??= this.#write().finally(() => {
      this.#writing = undefined;
      if (this.#again) this.publish();
    });
  }

  /**
   * Publishes soon: at once after a while of silence, else together with what follows. Callers of the Management API wait
   * for this, and it may come with every batch.
   */
  progress(): void {
    if (this.#progress !== undefined || this.#stopped) return;
    const wait = this.#publishedAt + this.#options.progressMs() - performance.now();
    this.#progress = setTimeout(
      () => {
        this.#progress = undefined;
        this.publish();
      },
      Math.max(0, wait),
    );
  }

  /** Publishes once more, waits for it no longer than a write may take, and lets go of the log. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    clearTimeout(this.#progress);
    this.publish();
    // The write under way may be followed by one more.
    while (this.#writing !== undefined) await this.#writing;
    this.#stopped = true;
    await this.#closeWriter();
  }

  async #write(): Promise<void> {
    try {
      await withDeadline(this.#send(), this.#writeMs, 'publishing the unit status');
      this.#failing = false;
    } catch (error) {
      if (!this.#failing) {
        this.#options.logger.warn('The unit status cannot be published', { error: messageOf(error) });
      }
      this.#failing = true;
      await this.#closeWriter();
    }
  }

  async #send(): Promise<void> {
    this.#writer ??= await this.#options.eventLog.openWriter();
    this.#publishedAt = performance.now();
    const status = this.#options.status();
    const topic = TOPICS.unitStatus.name;
    const partition = partitionOf(status.unit, 1);
    const value = unitStatusCodec.encode(status);
    await this.#writer.write([{ topic, partition, key: status.unit, value, headers: {} }]);
  }

  async #closeWriter(): Promise<void> {
    const writer = this.#writer;
    this.#writer = undefined;
    if (writer === undefined) return;
    await withDeadline(writer.close(), this.#writeMs, 'closing the log writer').catch((error: unknown) => {
      this.#options.logger.warn('The log writer cannot be closed', { error: messageOf(error) });
    });
  }
}

import { Backoff } from '@tandem/event-log';
import type { ConsumerCondition, Handle, LogConsumer, SubscribeOptions } from '@tandem/event-log';
import { messageOf, withDeadline } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import { deferred } from '../deferred.ts';
import type { KafkaParts } from '../parts.ts';
import { ConsumerSession } from './consumer-session.ts';

const FIRST_PAUSE_MS = 200;
const MAX_PAUSE_MS = 5000;

/** One subscription: session after session, for ever, each from the reader's own positions. */
export class KafkaConsumer implements LogConsumer, Handle {
  readonly #parts: KafkaParts;
  readonly #options: SubscribeOptions;
  readonly #logger: Logger;
  readonly #backoff: Backoff;
  readonly #stopping = new AbortController();
  readonly #running: Promise<void>;
  #condition: ConsumerCondition | undefined;
  #closing: Promise<void> | undefined;
  /** Ends the session under way. */
  #endSession: () => void = () => undefined;

  constructor(parts: KafkaParts, options: SubscribeOptions) {
    const { random, logger } = parts.settings;
    this.#parts = parts;
    this.#options = options;
    this.#logger = logger.child({ reader: options.reader });
    this.#backoff = new Backoff({ firstMs: FIRST_PAUSE_MS, maxMs: MAX_PAUSE_MS, random });
    this.#running = this.#run();
  }

  get closed(): boolean {
    return this.#closing !== undefined;
  }

  reconnect(why: string): void {
    this.#logger.warn('the reader connects to Kafka anew', { why });
    this.#endSession();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#stopping.abort();
    // The deadline is the handler's: ending the client and its group is bounded by itself.
    const { closeMs, connectMs } = this.#parts.settings.timing;
    await withDeadline(
      this.#running,
      closeMs + 2 * connectMs,
      `the last batch of reader ${this.#options.reader}`,
    );
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      await this.#live();
      await pause(this.#backoff.next(), this.#stopping.signal);
    }
  }

  /** One session from its start to its end. */
  async #live(): Promise<void> {
    const session = new ConsumerSession({
      parts: this.#parts,
      subscription: this.#options,
      logger: this.#logger,
      onJoined: (held, all) => this.#joined(held, all),
    });
    const { signal } = this.#stopping;
    const stop = deferred<void>();
    this.#endSession = () => stop.resolve();
    signal.addEventListener('abort', this.#endSession, { once: true });
    try {
      await Promise.race([session.run(), stop.promise]);
    } catch (error) {
      this.#report('STALLED', messageOf(error));
    }
    signal.removeEventListener('abort', this.#endSession);
    await session.close();
  }

  #joined(held: number, all: number): void {
    if (held < all) {
      this.#report('STALLED', `holds ${held} of ${all} partitions: another member is in its group`);
      return;
    }
    this.#backoff.reset();
    this.#report('ASSIGNED', `holds all ${all} partitions`);
  }

  #report(condition: ConsumerCondition, why: string): void {
    if (condition === this.#condition) return;
    this.#condition = condition;
    this.#logger.info('event log consumer condition', { condition, why });
    this.#options.handlers.condition?.(condition, why);
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

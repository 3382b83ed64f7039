import { Backoff } from '@tandem/event-log';
import type { ConsumerCondition, Handle, LogConsumer, SubscribeOptions } from '@tandem/event-log';
import { messageOf, withDeadline } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import type { LogFile } from './log-file.ts';
import type { SqliteEventLogSettings } from './options.ts';
import { PartitionReader } from './partition-reader.ts';
import type { PartitionRef } from './record-store.ts';
import { Wakeup } from './wakeup.ts';

const FIRST_PAUSE_MS = 50;
const MAX_PAUSE_MS = 1000;

/** One subscription: a reader per partition, once all topics exist. */
export class SqliteConsumer implements LogConsumer, Handle {
  readonly #file: LogFile;
  readonly #options: SubscribeOptions;
  readonly #settings: SqliteEventLogSettings;
  readonly #logger: Logger;
  readonly #wakeup = new Wakeup();
  readonly #troubled = new Map<PartitionRef, string>();
  #readers: readonly PartitionReader[] = [];
  #condition: ConsumerCondition | undefined;
  #closing: Promise<void> | undefined;
  readonly #running: Promise<void>;

  constructor(file: LogFile, options: SubscribeOptions, settings: SqliteEventLogSettings) {
    this.#file = file;
    this.#options = options;
    this.#settings = settings;
    this.#logger = settings.logger.child({ reader: options.reader });
    this.#running = this.#run();
  }

  get closed(): boolean {
    return this.#closing !== undefined;
  }

  /** There is no connection: every partition is looked at once more. */
  reconnect(): void {
    for (const reader of this.#readers) reader.restart();
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    this.#wakeup.ring();
    for (const reader of this.#readers) reader.stop();
    await withDeadline(
      this.#running,
      this.#settings.closeTimeoutMs,
      `the last batch of reader ${this.#options.reader}`,
    );
  }

  async #run(): Promise<void> {
    const partitions = await this.#whenTopicsExist();
    this.#readers = partitions.map((ref) => this.#reader(ref));
    if (this.closed) return;
    this.#report('ASSIGNED', `reads ${partitions.length} partitions`);
    await Promise.all(this.#readers.map((reader) => reader.run()));
  }

  async #whenTopicsExist(): Promise<readonly PartitionRef[]> {
    const { random } = this.#settings;
    const backoff = new Backoff({ firstMs: FIRST_PAUSE_MS, maxMs: MAX_PAUSE_MS, random });
    const unlisten = this.#file.signal.onTopics(() => this.#wakeup.ring());
    // The caller of `subscribe` has its consumer before the first handler runs.
    await Promise.resolve();
    try {
      for (;;) {
        if (this.closed) return [];
        try {
          return this.#options.topics.flatMap((topic) => this.#partitionsOf(topic));
        } catch (error) {
          this.#report('STALLED', messageOf(error));
        }
        await this.#wakeup.sleep(backoff.next());
      }
    } finally {
      unlisten();
    }
  }

  #partitionsOf(topic: string): readonly PartitionRef[] {
    return this.#file.topics.get(topic).partitionIds.map((id, partition) => ({ id, topic, partition }));
  }

  #reader(ref: PartitionRef): PartitionReader {
    return new PartitionReader({
      file: this.#file,
      ref,
      handlers: this.#options.handlers,
      random: this.#settings.random,
      logger: this.#logger,
      onTrouble: (why) => this.#trouble(ref, why),
    });
  }

  #trouble(ref: PartitionRef, why: string | null): void {
    if (why === null) this.#troubled.delete(ref);
    else this.#troubled.set(ref, why);
    const first = this.#troubled.values().next().value;
    if (first === undefined) this.#report('ASSIGNED', 'reads all partitions again');
    else this.#report('STALLED', first);
  }

  #report(condition: ConsumerCondition, why: string): void {
    if (condition === this.#condition) return;
    this.#condition = condition;
    this.#logger.info('event log consumer condition', { condition, why });
    this.#options.handlers.condition?.(condition, why);
  }
}

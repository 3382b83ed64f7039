import { RELAY_CHECKPOINT_KEY, TOPICS } from '@tandem/contracts';
import type { TopicSpec } from '@tandem/contracts';
import { CHECKPOINT_PARTITION, CoalescingWriter, GuardedPublisher, OpenHandles } from '@tandem/event-log';
import type { EventLog, LogConsumer, LogPublisher, LogWriter, SubscribeOptions } from '@tandem/event-log';
import { TandemError } from '@tandem/kernel';
import { acquireLogFile } from './log-files.ts';
import type { LogFileLease } from './log-files.ts';
import type { LogFile } from './log-file.ts';
import { sqliteSettings } from './options.ts';
import type { SqliteEventLogOptions, SqliteEventLogSettings } from './options.ts';
import { SqliteConsumer } from './sqlite-consumer.ts';

/** The event log in a SQLite file. Handles on one file in one process share its connection. */
class SqliteEventLog implements EventLog {
  readonly #settings: SqliteEventLogSettings;
  readonly #lease: LogFileLease;
  readonly #handles = new OpenHandles();
  #closing: Promise<void> | undefined;

  constructor(settings: SqliteEventLogSettings) {
    this.#settings = settings;
    this.#lease = acquireLogFile(settings);
  }

  async ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    this.#file().ensureTopics(topics, this.#settings.partitions);
  }

  async partitions(topic: string): Promise<number> {
    return this.#file().topics.get(topic).partitionIds.length;
  }

  async openPublisher(): Promise<LogPublisher> {
    const file = this.#file();
    const relayId = file.topics.get(TOPICS.relay.name).partitionIds[CHECKPOINT_PARTITION] as number;
    const epoch = file.nextEpoch();
    return this.#handles.add(
      new GuardedPublisher({
        readCheckpoint: async () => file.records.latestValue(relayId, RELAY_CHECKPOINT_KEY),
        commit: async (records) => file.append(records, epoch),
        close: () => Promise.resolve(),
      }),
    );
  }

  async openWriter(): Promise<LogWriter> {
    const file = this.#file();
    return this.#handles.add(
      new CoalescingWriter({
        check: async (records) => file.records.assertPlaces(records),
        send: async (records) => file.append(records),
        close: () => Promise.resolve(),
      }),
    );
  }

  async subscribe(options: SubscribeOptions): Promise<LogConsumer> {
    return this.#handles.add(new SqliteConsumer(this.#file(), options, this.#settings));
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    try {
      await this.#handles.closeAll();
    } finally {
      this.#lease.release();
    }
  }

  #file(): LogFile {
    if (this.#closing !== undefined) throw new TandemError('CLOSED', 'this event log was closed');
    return this.#lease.file;
  }
}

/**
 * Opens the event log in a SQLite file.
 * Throws `DATA_DIR_UNUSABLE`, `STORAGE_FULL` or `LOG_UNAVAILABLE`.
 */
export const openSqliteEventLog = (options: SqliteEventLogOptions): EventLog =>
  new SqliteEventLog(sqliteSettings(options));

import { join } from 'node:path';
import {
  callRecordCodec,
  messageRecordCodec,
  notificationRecordCodec,
  partitionOf,
  TOPICS,
} from '@tandem/contracts';
import type { CallRecord, MessageRecord, NotificationRecord } from '@tandem/contracts';
import type { EventLog, LogRecord, LogWriter, StoredRecord } from '@tandem/event-log';
import { openSqliteEventLog } from '@tandem/event-log-sqlite';
import type { Logger } from '@tandem/telemetry';
import { recordingLogger } from '@tandem/telemetry/testing';
import type { LoggedLine } from '@tandem/telemetry/testing';
import { tempDir, waitFor } from '@tandem/testing';
import { Records } from '../records.ts';

const PARTITIONS = 4;
const { calls, messages, notifications } = TOPICS;

/** Records over a real log in a folder of their own. */
export class RecordsWorld {
  readonly logger: Logger & { readonly lines: readonly LoggedLine[] } = recordingLogger();
  readonly #dir: { readonly path: string; remove(): Promise<void> };
  #log: EventLog;
  #writer: LogWriter | undefined;
  #opened: Records | undefined;
  #logs = 0;

  private constructor(dir: { readonly path: string; remove(): Promise<void> }) {
    this.#dir = dir;
    this.#log = this.#openLog();
  }

  static async open(): Promise<RecordsWorld> {
    const world = new RecordsWorld(await tempDir('tandem-records-'));
    await world.#log.ensureTopics(Object.values(TOPICS));
    return world;
  }

  get log(): EventLog {
    return this.#log;
  }

  get path(): string {
    return join(this.#dir.path, 'records.db');
  }

  get records(): Records {
    return (this.#opened ??= new Records({
      path: this.path,
      log: this.#log,
      reader: 'test',
      logger: this.logger,
    }));
  }

  /** Writes calls to the log; a text instead of a call is a tombstone for that sid. */
  async write(...each: readonly (CallRecord | string)[]): Promise<void> {
    await this.#writeTo(
      calls.name,
      ...each.map((call) =>
        typeof call === 'string'
          ? { key: call, value: null }
          : { key: call.sid, value: callRecordCodec.encode(call) },
      ),
    );
  }

  writeMessages(...each: readonly MessageRecord[]): Promise<void> {
    return this.#writeTo(
      messages.name,
      ...each.map((message) => ({ key: message.sid, value: messageRecordCodec.encode(message) })),
    );
  }

  writeNotifications(...each: readonly NotificationRecord[]): Promise<void> {
    return this.#writeTo(
      notifications.name,
      ...each.map((one) => ({ key: one.sid, value: notificationRecordCodec.encode(one) })),
    );
  }

  /** Calls as they must not be. */
  writeRaw(...records: readonly Pick<LogRecord, 'key' | 'value'>[]): Promise<void> {
    return this.#writeTo(calls.name, ...records);
  }

  async #writeTo(topic: string, ...records: readonly Pick<LogRecord, 'key' | 'value'>[]): Promise<void> {
    this.#writer ??= await this.#log.openWriter();
    await this.#writer.write(
      records.map(({ key, value }) => ({
        topic,
        partition: partitionOf(key, PARTITIONS),
        key,
        value,
        headers: {},
      })),
    );
  }

  /** All that lies on a topic now. */
  async recordsOn(topic: string): Promise<readonly StoredRecord[]> {
    const found: StoredRecord[] = [];
    const ended = new Set<number>();
    const consumer = await this.#log.subscribe({
      reader: 'test-reader',
      topics: [topic],
      handlers: {
        position: () => 0,
        batch: async ({ partition, records, nextOffset, endOffset }) => {
          found.push(...records);
          if (nextOffset >= endOffset) ended.add(partition);
        },
        reset: async () => undefined,
      },
    });
    await waitFor(() => ended.size === PARTITIONS, { what: `the end of ${topic}` });
    await consumer.close();
    return found;
  }

  /** Waits until an account's calls are as many as expected. */
  async until(accountSid: string, count: number): Promise<void> {
    await waitFor(() => this.total(accountSid) === count, { what: `${count} calls` });
  }

  total(accountSid: string): number {
    return this.records.calls.page({ query: { accountSid }, limit: 1 })?.total ?? 0;
  }

  async all(accountSid: string): Promise<CallRecord[]> {
    const calls: CallRecord[] = [];
    for await (const call of this.records.calls.all({ accountSid })) calls.push(call);
    return calls;
  }

  async closeRecords(): Promise<void> {
    await this.#opened?.close();
    this.#opened = undefined;
  }

  /** From the next start on, what the relay says comes after a batch of every other partition. */
  relayLast(): void {
    const subscribe = this.#log.subscribe.bind(this.#log);
    const seen = new Set<number>();
    this.#log.subscribe = (options) =>
      subscribe({
        ...options,
        handlers: {
          ...options.handlers,
          batch: async (batch) => {
            if (batch.topic === calls.name) seen.add(batch.partition);
            if (batch.topic === TOPICS.relay.name) await waitFor(() => seen.size === PARTITIONS);
            return options.handlers.batch(batch);
          },
        },
      });
  }

  /** Another, empty log in place of this one. */
  async loseLog(): Promise<void> {
    await this.closeRecords();
    await this.#closeLog();
    this.#log = this.#openLog();
    await this.#log.ensureTopics(Object.values(TOPICS));
  }

  async close(): Promise<void> {
    await this.closeRecords();
    await this.#closeLog();
    await this.#dir.remove();
  }

  #openLog(): EventLog {
    this.#logs += 1;
    return openSqliteEventLog({ file: join(this.#dir.path, `log-${this.#logs}.db`), partitions: PARTITIONS });
  }

  async #closeLog(): Promise<void> {
    this.#writer = undefined;
    await this.#log.close();
  }
}

import { relayCheckpointCodec, TOPICS } from '@tandem/contracts';
import type { CallRecord, MessageRecord, NotificationRecord } from '@tandem/contracts';
import type { EventLog, LogBatch, LogConsumer } from '@tandem/event-log';
import type { SqliteFile } from '@tandem/journal-sqlite';
import { TandemError } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import { CALLS } from './calls.ts';
import type { CallColumn } from './calls.ts';
import { LogPositions } from './log-positions.ts';
import { MESSAGES } from './messages.ts';
import type { MessageColumn } from './messages.ts';
import { NOTIFICATIONS } from './notifications.ts';
import type { NotificationColumn } from './notifications.ts';
import { openRecords } from './open-records.ts';
import type { AnyRecordKind } from './record-kind.ts';
import { RecordReader } from './record-reader.ts';
import { RecordWriter } from './record-writer.ts';

export interface RecordsOptions {
  /** The file of the read model; made if it is not there. */
  readonly path: string;
  readonly log: Pick<EventLog, 'subscribe'>;
  /** Names this reader on the log. */
  readonly reader: string;
  readonly logger: Logger;
}

const KINDS = [CALLS, MESSAGES, NOTIFICATIONS] as readonly unknown[] as readonly AnyRecordKind[];
const RELAY: string = TOPICS.relay.name;

/**
 * The read model of what calls and messages leave behind: a projection of their topics into a local file, by the reader's
 * own offsets. Taken away, it is filled again from the log.
 */
export class Records {
  readonly calls: RecordReader<CallRecord, CallColumn>;
  readonly messages: RecordReader<MessageRecord, MessageColumn>;
  readonly notifications: RecordReader<NotificationRecord, NotificationColumn>;
  readonly #options: RecordsOptions;
  readonly #file: SqliteFile;
  readonly #positions: LogPositions;
  readonly #writers: ReadonlyMap<string, RecordWriter>;
  /** Where this reader's next batch of a partition begins, by `topic/partition`. */
  readonly #expected = new Map<string, number>();
  #consumer: LogConsumer | undefined;

  /** Opens the file. Throws DATA_DIR_UNUSABLE, STORAGE_FULL. */
  constructor(options: RecordsOptions) {
    const { path, logger } = options;
    this.#options = options;
    this.#file = openRecords(path, logger);
    this.#positions = new LogPositions(this.#file);
    this.#writers = new Map(
      KINDS.map((kind) => [kind.topic, new RecordWriter(this.#file, kind, this.#positions, logger)]),
    );
    this.calls = new RecordReader(this.#file, CALLS);
    this.messages = new RecordReader(this.#file, MESSAGES);
    this.notifications = new RecordReader(this.#file, NOTIFICATIONS);
  }

  /** Begins to read the log, from where it left off. */
  async start(): Promise<void> {
    const { log, reader } = this.#options;
    this.#consumer = await log.subscribe({
      reader,
      topics: [RELAY, ...this.#writers.keys()],
      handlers: {
        position: (topic, partition) => this.#begin(topic, partition),
        batch: async (batch) => this.#take(batch),
        reset: async (topic, partition) => {
          if (topic !== RELAY) this.#positions.set(topic, partition, 0);
        },
      },
    });
  }

  /** Shows a text that this process has just put on the log, before it comes back from there. */
  expectMessage(message: MessageRecord): void {
    this.#writers.get(MESSAGES.topic)?.expect(message);
  }

  async close(): Promise<void> {
    await this.#consumer?.close();
    this.#file.close();
  }

  #begin(topic: string, partition: number): number {
    // The relay's is short, and its last record is all that matters.
    const position = topic === RELAY ? 0 : this.#positions.of(topic, partition);
    this.#expected.set(`${topic}/${partition}`, position);
    return position;
  }

  #take(batch: LogBatch): void {
    if (batch.topic === RELAY) return this.#follow(batch);
    const { topic, partition, nextOffset } = batch;
    const place = `${topic}/${partition}`;
    const written = this.#writers.get(topic)?.write(batch, this.#expected.get(place) ?? 0);
    if (written === false) {
      throw new TandemError('LOG_UNAVAILABLE', `${place} is to be read again from an earlier offset`);
    }
    this.#expected.set(place, nextOffset);
  }

  #follow({ records }: LogBatch): void {
    const value = records.at(-1)?.value;
    const checkpoint = value == null ? undefined : relayCheckpointCodec.decode(value);
    if (checkpoint?.ok !== true || !this.#positions.follow(checkpoint.value.generation)) return;
    this.#options.logger.warn('the log was made anew; all records are read again');
    this.#consumer?.reconnect('the log was made anew');
  }
}

import { encodeCheckpoint } from '@tandem/event-log';
import type {
  EventLog,
  LogBatch,
  LogConsumer,
  LogRecord,
  LogWriter,
  StoredRecord,
  SubscribeOptions,
} from '@tandem/event-log';
import { kindOfTopic } from '@tandem/contracts';
import type { RelayCheckpoint } from '@tandem/contracts';
import { TandemError } from '@tandem/kernel';

type Port = Pick<EventLog, 'partitions' | 'subscribe' | 'openWriter'>;

const away = (): TandemError => new TandemError('LOG_UNAVAILABLE', 'the event log is away');

/** A log in memory that a test feeds record by record, and that goes away or starts anew when told. */
export class MemoryEventLog implements Port {
  readonly #partitions: number;
  #records = new Map<string, StoredRecord[]>();
  readonly #readers = new Set<Reader>();
  /** Everything written by writers. */
  readonly written: LogRecord[] = [];
  /** Why readers were told to connect anew. */
  readonly reconnected: string[] = [];
  /** While true nothing is read or written. */
  down = false;

  constructor(partitions = 1) {
    this.#partitions = partitions;
  }

  /** Readers subscribed now, by name. */
  get readers(): readonly string[] {
    return [...this.#readers].map(({ options }) => options.reader);
  }

  async partitions(): Promise<number> {
    if (this.down) throw away();
    return this.#partitions;
  }

  async openWriter(): Promise<LogWriter> {
    if (this.down) throw away();
    return {
      write: async (records) => {
        if (this.down) throw away();
        this.written.push(...records);
      },
      close: async () => undefined,
    };
  }

  async subscribe(options: SubscribeOptions): Promise<LogConsumer> {
    const reader = new Reader(options, this);
    this.#readers.add(reader);
    reader.start();
    return {
      reconnect: (why) => {
        this.reconnected.push(why);
        reader.restart();
      },
      close: async () => {
        await reader.stop();
        this.#readers.delete(reader);
      },
    };
  }

  /** Appends records as they are, at the next offsets. */
  append(records: readonly StoredRecord[]): void {
    for (const record of records) {
      const log = this.of(record.topic, record.partition);
      log.push({ ...record, offset: log.length });
    }
    for (const reader of this.#readers) reader.wake();
  }

  appendCheckpoint(checkpoint: RelayCheckpoint): void {
    this.append([{ ...encodeCheckpoint(checkpoint), offset: 0, timestamp: 0 }]);
  }

  /** The log is made anew: empty, offsets from 0. */
  recreate(): void {
    this.#records = new Map();
    for (const reader of this.#readers) reader.wake();
  }

  /** It is back: readers go on. */
  up(): void {
    this.down = false;
    for (const reader of this.#readers) reader.wake();
  }

  of(topic: string, partition: number): StoredRecord[] {
    const key = `${topic}/${partition}`;
    const known = this.#records.get(key) ?? [];
    this.#records.set(key, known);
    return known;
  }

  count(topic: string): number {
    return kindOfTopic(topic) === undefined ? 1 : this.#partitions;
  }
}

const RETRY_MS = 5;
const MAX_RECORDS = 100;

/** One subscription: reads partition after partition, as far as there is something to read. */
class Reader {
  readonly options: SubscribeOptions;
  readonly #log: MemoryEventLog;
  readonly #positions = new Map<string, number>();
  #running: Promise<void> | undefined;
  #again = false;
  #stopped = false;
  #assigned: boolean | undefined;

  constructor(options: SubscribeOptions, log: MemoryEventLog) {
    this.options = options;
    this.#log = log;
  }

  start(): void {
    // As a real log: not before the caller has its consumer.
    setImmediate(() => this.wake());
  }

  wake(): void {
    if (this.#stopped) return;
    this.#again = this.#running !== undefined;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#again) this.wake();
    });
  }

  /** Reads on from the handlers' own positions. */
  restart(): void {
    this.#positions.clear();
    this.wake();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  async #run(): Promise<void> {
    this.#assign(!this.#log.down);
    if (this.#log.down) return;
    for (const topic of this.options.topics) {
      for (let partition = 0; partition < this.#log.count(topic); partition += 1) {
        await this.#read(topic, partition);
      }
    }
  }

  #assign(assigned: boolean): void {
    if (assigned === this.#assigned) return;
    this.#assigned = assigned;
    this.options.handlers.condition?.(assigned ? 'ASSIGNED' : 'STALLED', 'as the test says');
  }

  async #read(topic: string, partition: number): Promise<void> {
    const { handlers } = this.options;
    const key = `${topic}/${partition}`;
    while (!this.#stopped && !this.#log.down) {
      const known = this.#positions.get(key);
      const position = known ?? handlers.position(topic, partition);
      const log = this.#log.of(topic, partition);
      if (known === log.length) return;
      const records = log.slice(position, position + MAX_RECORDS);
      const nextOffset = position + records.length;
      const taken = await this.#give({ topic, partition, records, nextOffset, endOffset: log.length });
      if (taken) this.#positions.set(key, nextOffset);
      else this.#positions.delete(key);
    }
  }

  async #give(batch: LogBatch): Promise<boolean> {
    const { handlers } = this.options;
    try {
      if (batch.nextOffset > batch.endOffset) {
        await handlers.reset(batch.topic, batch.partition);
        return false;
      }
      await handlers.batch(batch);
      return true;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      return false;
    }
  }
}

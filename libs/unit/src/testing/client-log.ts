import {
  tombstoneOf,
  digestAdd,
  EMPTY_DIGEST,
  encodeEvent,
  MARK_KEY,
  markCodec,
  partitionOf,
  TOPICS,
} from '@tandem/contracts';
import type { ClientEvent, ClientEventType, Mark, PartitionDigest } from '@tandem/contracts';
import { clientEvent } from '@tandem/contracts/testing';
import type { LogBatch, StoredRecord } from '@tandem/event-log';
import type { Sid } from '@tandem/kernel';

const topic = TOPICS.clients.name;

/** A sid that reads well in failures: `CL` and the number's hexadecimal digits. */
export const sidOf = (index: number): Sid => `CL${index.toString(16).padStart(32, '0')}`;

/** Of the marks. */
export const LOG_GENERATION = 'g1';

/** The digest of a partition that holds just these. */
export const digestOf = (...events: readonly ClientEvent[]): PartitionDigest =>
  events.reduce(digestAdd, EMPTY_DIGEST);

export interface NextOptions {
  readonly type?: ClientEventType;
  readonly login?: string;
  readonly recordedAt?: number;
  readonly changed?: ClientEvent['changed'];
  readonly state?: Partial<ClientEvent['state']>;
  readonly credentials?: string;
}

/** A journal of Clients and the log that a relay makes of it: versions, revisions and offsets as they would be. */
export class ClientLog {
  readonly partitions: number;
  readonly events: ClientEvent[] = [];
  readonly #last = new Map<Sid, ClientEvent>();
  readonly #records: StoredRecord[][];

  constructor(partitions = 1) {
    this.partitions = partitions;
    this.#records = Array.from({ length: partitions }, () => []);
  }

  /** The next event of a Client, a creation if it is its first; a deletion is followed by its tombstone. */
  next(sid: Sid, options: NextOptions = {}): ClientEvent {
    const last = this.#last.get(sid);
    const event = last === undefined ? this.#creation(sid, options) : this.#following(last, options);
    this.events.push(event);
    this.#last.set(sid, event);
    const previousEventId = last?.eventId ?? null;
    const encoded = encodeEvent(event, previousEventId);
    this.#push(event, encoded.headers, encoded.value);
    if (event.type === 'ClientDeleted') {
      const tombstone = tombstoneOf({ ...event, previousEventId });
      this.#push(event, tombstone.headers, tombstone.value);
    }
    return event;
  }

  delete(sid: Sid, options: NextOptions = {}): ClientEvent {
    return this.next(sid, { ...options, type: 'ClientDeleted' });
  }

  /** The relay marks a partition, by what lies on it unless told otherwise. */
  mark(over: Partial<Mark> = {}, partition = 0): void {
    const records = this.#records[partition] ?? [];
    records.push(this.markRecord(over, partition));
  }

  /** A mark as it would lie at the partition's end. */
  markRecord(over: Partial<Mark> = {}, partition = 0): StoredRecord {
    const live = [...this.#last.values()].filter(
      ({ sid, type }) => partitionOf(sid, this.partitions) === partition && type !== 'ClientDeleted',
    );
    const mark = { revision: this.events.length, generation: LOG_GENERATION, ...digestOf(...live), ...over };
    const value = markCodec.encode(mark);
    return { topic, partition, key: MARK_KEY, value, headers: {}, offset: this.end(partition), timestamp: 0 };
  }

  /** Replaces the value of the last record of a Client by one that nobody can read. */
  spoil(sid: Sid, value = 'not json'): void {
    this.#replaceLast(sid, (record) => ({ ...record, value: Buffer.from(value) }));
  }

  /** Takes a header away from the last record of a Client. */
  behead(sid: Sid, name: string): void {
    this.#replaceLast(sid, (record) => {
      const headers = { ...record.headers };
      delete headers[name];
      return { ...record, headers };
    });
  }

  records(partition = 0): readonly StoredRecord[] {
    return this.#records[partition] ?? [];
  }

  record(offset: number, partition = 0): StoredRecord {
    const record = this.records(partition)[offset];
    if (record === undefined) throw new RangeError(`the log has no record ${offset}`);
    return record;
  }

  end(partition = 0): number {
    return this.records(partition).length;
  }

  /** Everything of a partition from an offset on. */
  batch(partition = 0, from = 0): LogBatch {
    const end = this.end(partition);
    return {
      topic,
      partition,
      records: this.records(partition).slice(from),
      nextOffset: end,
      endOffset: end,
    };
  }

  #creation(sid: Sid, { login = `login-${sid}`, recordedAt = 0 }: NextOptions): ClientEvent {
    const { state } = clientEvent({ sid });
    return clientEvent({
      sid,
      revision: this.events.length + 1,
      recordedAt: new Date(recordedAt).toISOString(),
      state: { ...state, login },
    });
  }

  #following(last: ClientEvent, options: NextOptions): ClientEvent {
    const { type = 'ClientUpdated', recordedAt = 0, changed = last.changed, state, credentials } = options;
    return {
      ...last,
      type,
      version: last.version + 1,
      eventId: `event-${last.sid}-${last.version + 1}`,
      revision: this.events.length + 1,
      recordedAt: new Date(recordedAt).toISOString(),
      changed,
      state: { ...last.state, ...state },
      credentials: type === 'ClientDeleted' ? null : (credentials ?? last.credentials),
    };
  }

  #push(event: ClientEvent, headers: StoredRecord['headers'], value: Buffer | null): void {
    const partition = partitionOf(event.sid, this.partitions);
    const records = this.#records[partition] ?? [];
    const timestamp = Date.parse(event.recordedAt);
    records.push({ topic, partition, key: event.sid, value, headers, offset: records.length, timestamp });
  }

  #replaceLast(sid: Sid, change: (record: StoredRecord) => StoredRecord): void {
    const records = this.#records[partitionOf(sid, this.partitions)] ?? [];
    const index = records.findLastIndex((record) => record.key === sid);
    const record = records[index];
    if (record !== undefined) records[index] = change(record);
  }
}

import type { RecordHeaders } from '@tandem/contracts';
import { assertPartition } from '@tandem/event-log';
import type { LogRecord, StoredRecord } from '@tandem/event-log';
import type { Database } from './database.ts';
import type { TopicStore } from './topic-store.ts';

/** A place to read: the partition's row id beside its name. */
export interface PartitionRef {
  readonly id: number;
  readonly topic: string;
  readonly partition: number;
}

export interface Chunk {
  readonly records: readonly StoredRecord[];
  readonly nextOffset: number;
  readonly endOffset: number;
}

/** A read blocks the event loop: at most this many records at a time, a few milliseconds. */
const CHUNK_RECORDS = 500;
const CHUNK_BYTES = 1024 * 1024;

interface Row {
  readonly offset: number;
  readonly key: string;
  readonly value: Uint8Array | null;
  readonly headers: string;
  readonly timestamp: number;
}

/** The table `records`, with the ends of partitions. */
export class RecordStore {
  readonly #db: Database;
  readonly #topics: TopicStore;
  readonly #takeOffsets;
  readonly #insert;
  readonly #select;
  readonly #selectEnd;
  readonly #selectLast;

  constructor(db: Database, topics: TopicStore) {
    this.#db = db;
    this.#topics = topics;
    this.#takeOffsets = db.prepare(
      'UPDATE partitions SET next_offset = next_offset + ?2 WHERE id = ?1 RETURNING next_offset - ?2 AS first',
    );
    this.#insert = db.prepare(
      'INSERT INTO records (partition_id, offset, key, value, headers, timestamp) VALUES (?, ?, ?, ?, ?, ?)',
    );
    this.#select = db.prepare(
      `SELECT offset, key, value, headers, timestamp FROM records
       WHERE partition_id = ? AND offset >= ? ORDER BY offset LIMIT ${CHUNK_RECORDS}`,
    );
    this.#selectEnd = db.prepare('SELECT next_offset FROM partitions WHERE id = ?');
    this.#selectLast = db.prepare(
      `SELECT value FROM records WHERE partition_id = ? AND key = ? AND value IS NOT NULL
       ORDER BY offset DESC LIMIT 1`,
    );
  }

  /** Appends inside the caller's transaction; returns the row ids of the partitions touched. */
  append(records: readonly LogRecord[], timestamp: number): ReadonlySet<number> {
    const byPartition = new Map<number, LogRecord[]>();
    for (const record of records) {
      const id = this.#partitionId(record);
      const own = byPartition.get(id);
      if (own === undefined) byPartition.set(id, [record]);
      else own.push(record);
    }
    for (const [id, own] of byPartition) {
      const first = Number(this.#takeOffsets.get(id, own.length)?.['first']);
      for (const [i, { key, value, headers }] of own.entries()) {
        this.#insert.run(id, first + i, key, value, JSON.stringify(headers), timestamp);
      }
    }
    return new Set(byPartition.keys());
  }

  /** Throws `LOG_MISCONFIGURED` for a topic or partition that does not exist. */
  assertPlaces(records: readonly LogRecord[]): void {
    for (const record of records) this.#partitionId(record);
  }

  endOffset(partitionId: number): number {
    return this.#db.read(() => Number(this.#selectEnd.get(partitionId)?.['next_offset']));
  }

  /** Records from `from` on, as many as a chunk takes. Offsets that compaction removed are passed over. */
  read(ref: PartitionRef, from: number): Chunk {
    return this.#db.read(() => {
      // The end first: a row that another process adds in between is read the next time.
      const endOffset = Number(this.#selectEnd.get(ref.id)?.['next_offset']);
      const rows = this.#select.all(ref.id, from) as unknown as Row[];
      const taken = rows.slice(0, rowsWithin(rows));
      const complete = taken.length === rows.length && rows.length < CHUNK_RECORDS;
      const afterLast = (taken.at(-1)?.offset ?? from - 1) + 1;
      return {
        records: taken.map((row) => storedRecord(ref, row)),
        nextOffset: complete ? Math.max(afterLast, endOffset) : afterLast,
        endOffset: Math.max(afterLast, endOffset),
      };
    });
  }

  /** The latest value of a key that is not a tombstone. */
  latestValue(partitionId: number, key: string): Buffer | null {
    const row = this.#db.read(() => this.#selectLast.get(partitionId, key));
    return row === undefined ? null : bufferOf(row['value'] as Uint8Array);
  }

  #partitionId({ topic, partition }: LogRecord): number {
    const { partitionIds } = this.#topics.get(topic);
    assertPartition(topic, partition, partitionIds.length);
    return partitionIds[partition] as number;
  }
}

const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const storedRecord = ({ topic, partition }: PartitionRef, row: Row): StoredRecord => ({
  topic,
  partition,
  key: row.key,
  value: row.value === null ? null : bufferOf(row.value),
  headers: JSON.parse(row.headers) as RecordHeaders,
  offset: row.offset,
  timestamp: row.timestamp,
});

/** How many rows stay within `CHUNK_BYTES`; at least one. */
const rowsWithin = (rows: readonly Row[]): number => {
  let bytes = 0;
  const end = rows.findIndex(({ value, headers }) => {
    bytes += (value?.length ?? 0) + headers.length;
    return bytes > CHUNK_BYTES;
  });
  return end === -1 ? rows.length : Math.max(1, end);
};

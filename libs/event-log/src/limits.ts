import { TandemError } from '@tandem/kernel';
import type { LogRecord } from './event-log.ts';

/** Most records on one partition in one transaction. */
export const MAX_BATCH_RECORDS = 500;

/**
 * Most bytes on one partition in one transaction. A Kafka client puts a transaction's records of a partition into one
 * batch, and the broker refuses a batch above `max.message.bytes` (1 MiB by default) for ever.
 */
export const MAX_BATCH_BYTES = 512 * 1024;

/** Length, timestamp, offset delta and counts of a record in a Kafka batch, rounded up. */
const RECORD_OVERHEAD = 40;
/** Two length prefixes of a header, rounded up. */
const HEADER_OVERHEAD = 6;

/** An upper bound of a record's bytes in a batch. */
export const recordSize = ({ key, value, headers }: LogRecord): number => {
  let size = RECORD_OVERHEAD + Buffer.byteLength(key) + (value?.length ?? 0);
  for (const [name, text] of Object.entries(headers)) {
    size += HEADER_OVERHEAD + Buffer.byteLength(name) + Buffer.byteLength(text);
  }
  return size;
};

interface Load {
  records: number;
  bytes: number;
}

/** What a transaction puts on each partition so far. */
export class BatchLoad {
  readonly #loads = new Map<string, Load>();

  add(record: LogRecord): void {
    const load = this.#of(record);
    load.records += 1;
    load.bytes += recordSize(record);
  }

  /** Whether these fit in too. */
  fits(records: readonly LogRecord[]): boolean {
    const extra = new BatchLoad();
    for (const record of records) extra.add(record);
    return [...extra.#loads].every(([place, { records: count, bytes }]) => {
      const load = this.#loads.get(place);
      return (
        count + (load?.records ?? 0) <= MAX_BATCH_RECORDS && bytes + (load?.bytes ?? 0) <= MAX_BATCH_BYTES
      );
    });
  }

  /** The first partition that holds more than one transaction may. */
  excess(): ({ readonly partition: string } & Readonly<Load>) | undefined {
    for (const [partition, load] of this.#loads) {
      if (load.records > MAX_BATCH_RECORDS || load.bytes > MAX_BATCH_BYTES) return { partition, ...load };
    }
    return undefined;
  }

  #of({ topic, partition }: LogRecord): Load {
    const place = `${topic}/${partition}`;
    const known = this.#loads.get(place);
    if (known !== undefined) return known;
    const load = { records: 0, bytes: 0 };
    this.#loads.set(place, load);
    return load;
  }
}

/** Throws `LOG_RECORD_TOO_LARGE` when the records do not fit into one transaction. */
export const assertFitsTransaction = (records: readonly LogRecord[]): void => {
  const load = new BatchLoad();
  for (const record of records) load.add(record);
  const excess = load.excess();
  if (excess === undefined) return;
  throw new TandemError(
    'LOG_RECORD_TOO_LARGE',
    `${excess.records} records, ${excess.bytes} bytes for ${excess.partition} do not fit into one transaction ` +
      `(${MAX_BATCH_RECORDS} records, ${MAX_BATCH_BYTES} bytes)`,
    { context: excess },
  );
};

/** Throws `LOG_RECORD_TOO_LARGE` when a single record can never be written. */
export const assertFitsRecord = (record: LogRecord): void => {
  const bytes = recordSize(record);
  if (bytes <= MAX_BATCH_BYTES) return;
  throw new TandemError(
    'LOG_RECORD_TOO_LARGE',
    `record ${record.key} of ${record.topic} has ${bytes} bytes; at most ${MAX_BATCH_BYTES} can be written`,
    { context: { topic: record.topic, partition: record.partition, key: record.key, bytes } },
  );
};

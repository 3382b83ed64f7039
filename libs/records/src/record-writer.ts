import type { StatementSync } from 'node:sqlite';
import { describeDecodeProblem } from '@tandem/contracts';
import type { LogBatch, StoredRecord } from '@tandem/event-log';
import type { SqliteFile } from '@tandem/journal-sqlite';
import { count } from '@tandem/telemetry';
import type { Logger } from '@tandem/telemetry';
import type { LogPositions } from './log-positions.ts';
import type { AnyRecordKind, ColumnValue } from './record-kind.ts';
import { backwards } from './record-query.ts';

interface Statements {
  readonly put: StatementSync;
  readonly remove: StatementSync;
  readonly expect: StatementSync;
}

const statementsOf = (file: SqliteFile, { name, columns }: AnyRecordKind): Statements => {
  const own =
    Object.values(columns).length + Object.values(columns).filter((column) => column.bySuffix).length;
  const values = `INTO ${name} VALUES (${'?, '.repeat(own + 3)}?)`;
  return {
    put: file.prepare(`INSERT ${values}`),
    expect: file.prepare(`INSERT OR IGNORE ${values}`),
    remove: file.prepare(`DELETE FROM ${name} WHERE sid = ?`),
  };
};

/** In the order of the table's columns. */
const valuesOf = (kind: AnyRecordKind, record: object): ColumnValue[] => {
  const columns = Object.values(kind.columns);
  return [
    kind.sidOf(record),
    kind.accountSidOf(record),
    new Date(kind.createdAtOf(record)).toISOString(),
    ...columns.map(({ of }) => of(record)),
    ...columns.flatMap(({ of, bySuffix }) => (bySuffix ? [backwards(String(of(record)))] : [])),
    JSON.stringify(record),
  ];
};

/** Writes what was read of one topic: rows and position in one transaction. */
export class RecordWriter {
  readonly #file: SqliteFile;
  readonly #kind: AnyRecordKind;
  readonly #positions: LogPositions;
  readonly #logger: Logger;
  readonly #statements: Statements;

  constructor(file: SqliteFile, kind: AnyRecordKind, positions: LogPositions, logger: Logger) {
    this.#file = file;
    this.#kind = kind;
    this.#positions = positions;
    this.#logger = logger;
    this.#statements = statementsOf(file, kind);
  }

  /**
   * The last record of a sid wins, whatever was there: the same rule by which the log is compacted, so that a reading from
   * the beginning gives the same rows. What cannot be read is counted and passed by; the log keeps it.
   *
   * @param begin where the batch begins.
   * @returns false when another process has put the position below that: nothing is written, read again from there.
   */
  write({ topic, partition, records, nextOffset }: LogBatch, begin: number): boolean {
    return this.#file.transaction(`writing ${this.#kind.name}`, () => {
      const stored = this.#positions.of(topic, partition);
      if (stored < begin) return false;
      for (const record of records) if (record.offset >= stored) this.#apply(record);
      if (nextOffset > stored) this.#positions.set(topic, partition, nextOffset);
      return true;
    });
  }

  /** A record that is on the log and will come: shown at once, unless it came already. */
  expect(record: object): void {
    this.#file.run(`writing ${this.#kind.name}`, () =>
      this.#statements.expect.run(...valuesOf(this.#kind, record)),
    );
  }

  #apply({ key, value, topic, partition, offset }: StoredRecord): void {
    if (value === null) {
      this.#statements.remove.run(key);
      return;
    }
    const decoded = this.#kind.codec.decode(value);
    if (decoded.ok) {
      // Not REPLACE: what it takes away no trigger sees.
      this.#statements.remove.run(this.#kind.sidOf(decoded.value));
      this.#statements.put.run(...valuesOf(this.#kind, decoded.value));
      return;
    }
    const why = describeDecodeProblem(decoded.error);
    count('recordsRefused', { topic });
    this.#logger.error('a record cannot be read and is passed by', { topic, partition, offset, why });
  }
}

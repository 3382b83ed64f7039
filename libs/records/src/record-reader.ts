import { setImmediate as turn } from 'node:timers/promises';
import type { SqliteFile } from '@tandem/journal-sqlite';
import type { Sid } from '@tandem/kernel';
import type { RecordKind } from './record-kind.ts';
import { countQuery, pageQuery, sortOf } from './record-query.ts';
import type { Place, RecordQuery, SqlPart } from './record-query.ts';

/** Rows that are read at a time for a whole list; between them others have their turn. */
const CHUNK = 500;

export interface PageOptions<C extends string> {
  readonly query: RecordQuery<C>;
  readonly limit: number;
  /** After this record of the same account, in the query's order. */
  readonly afterSid?: Sid;
  /** Without `afterSid`: how many to pass by. */
  readonly offset?: number;
}

export interface RecordPage<R> {
  readonly records: readonly R[];
  /** How many the query finds in all. */
  readonly total: number;
}

/** Reads one kind of records, by account. */
export class RecordReader<R extends object, C extends string> {
  readonly #file: SqliteFile;
  readonly #kind: RecordKind<R, C>;

  constructor(file: SqliteFile, kind: RecordKind<R, C>) {
    this.#file = file;
    this.#kind = kind;
  }

  /** null when the account has no such record. */
  get(accountSid: Sid, sid: Sid): R | null {
    const { name } = this.#kind;
    const [row] = this.#rows({
      sql: `SELECT body FROM ${name} WHERE sid = ? AND account_sid = ?`,
      parameters: [sid, accountSid],
    });
    return row === undefined ? null : this.#record(row);
  }

  /**
   * One page. Pages that follow each other by `afterSid` have no record twice and miss none of those that were there at the
   * beginning, whatever is added meanwhile, as long as what is sorted by does not change.
   * @returns null when the account has no record `afterSid`.
   */
  page({ query, limit, afterSid, offset = 0 }: PageOptions<C>): RecordPage<R> | null {
    const after = afterSid === undefined ? undefined : this.#placeOf(query, afterSid);
    if (after === null) return null;
    const { name } = this.#kind;
    const rows = this.#rows(pageQuery(name, query, after ? { limit, after } : { limit, offset }));
    const [total] = this.#rows(countQuery(name, query));
    return { records: rows.map((row) => this.#record(row)), total: Number(total?.['count'] ?? 0) };
  }

  /** All that a query finds, in its order and in constant memory. */
  async *all(query: RecordQuery<C>): AsyncGenerator<R> {
    let after: Place | undefined;
    for (;;) {
      const rows = this.#rows(pageQuery(this.#kind.name, query, { limit: CHUNK, ...(after && { after }) }));
      for (const row of rows) yield this.#record(row);
      const last = rows.at(-1);
      if (last === undefined || rows.length < CHUNK) return;
      after = placeOfRow(last);
      await turn();
    }
  }

  #placeOf(query: RecordQuery<C>, sid: Sid): Place | null {
    const { by } = sortOf(query);
    const [row] = this.#rows({
      sql: `SELECT sid, created_at, ${by} AS place FROM ${this.#kind.name} WHERE sid = ? AND account_sid = ?`,
      parameters: [sid, query.accountSid],
    });
    return row === undefined ? null : placeOfRow(row);
  }

  #rows({ sql, parameters }: SqlPart): Row[] {
    const { name } = this.#kind;
    return this.#file.run(`reading ${name}`, () => this.#file.prepare(sql).all(...parameters)) as Row[];
  }

  #record(row: Row): R {
    return JSON.parse(String(row['body'])) as R;
  }
}

type Row = Readonly<Record<string, string | number>>;

const placeOfRow = (row: Row): Place => ({
  value: row['place'] ?? '',
  createdAt: String(row['created_at']),
  sid: String(row['sid']),
});

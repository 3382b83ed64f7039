import { setImmediate as turn } from 'node:timers/promises';
import type { SqliteFile } from '@tandem/journal-sqlite';
import type { Sid } from '@tandem/kernel';
import type { RecordKind } from './record-kind.ts';
import { comparePlaces, countQuery, pageQuery, sortOf } from './record-query.ts';
import type { Place, RecordQuery, SqlPart } from './record-query.ts';

/** Rows that are read at a time for a whole list; between them others have their turn. */
const CHUNK = 500;

export interface PageOptions<C extends string> {
  readonly query: RecordQuery<C>;
  readonly limit: number;
  /** After this record of one of the accounts, in the query's order. */
  readonly afterSid?: Sid;
  /** Without `afterSid`: how many to pass by. */
  readonly offset?: number;
  /** Other accounts whose records are in the list too: each is read up to the end of the page. */
  readonly others?: readonly Sid[];
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
   * @returns null when no account has the record `afterSid`.
   */
  page({ query, limit, afterSid, offset = 0, others = [] }: PageOptions<C>): RecordPage<R> | null {
    const queries = [query, ...others.map((accountSid) => ({ ...query, accountSid }))];
    const after = afterSid === undefined ? undefined : this.#placeOf(queries, afterSid);
    if (after === null) return null;
    const rows = this.#merged(queries, after ? { limit, after } : { limit, offset });
    const total = queries.reduce((sum, each) => sum + this.#count(each), 0);
    return { records: rows.map((row) => this.#record(row)), total };
  }

  /** All that a query finds, in its order and in constant memory. @param others other accounts, whose records are there too */
  async *all(query: RecordQuery<C>, others: readonly Sid[] = []): AsyncGenerator<R> {
    const queries = [query, ...others.map((accountSid) => ({ ...query, accountSid }))];
    let after: Place | undefined;
    for (;;) {
      const rows = this.#merged(queries, { limit: CHUNK, ...(after && { after }) });
      for (const row of rows) yield this.#record(row);
      const last = rows.at(-1);
      if (last === undefined || rows.length < CHUNK) return;
      after = placeOfRow(last);
      await turn();
    }
  }

  /** Rows of several accounts in one order: each account's are read in it, and no more of them than can be on the page. */
  #merged(queries: readonly RecordQuery<C>[], { limit, after, offset = 0 }: PagePlace): readonly Row[] {
    const { name } = this.#kind;
    const [only, ...others] = queries;
    if (only !== undefined && others.length === 0) {
      return this.#rows(pageQuery(name, only, after ? { limit, after } : { limit, offset }));
    }
    const rows = queries.flatMap((query) =>
      this.#rows(pageQuery(name, query, after ? { limit, after } : { limit: offset + limit })),
    );
    const { descending } = sortOf(only ?? { accountSid: '' });
    const sorted = rows.toSorted(
      (a, b) => comparePlaces(placeOfRow(a), placeOfRow(b)) * (descending ? -1 : 1),
    );
    return after ? sorted.slice(0, limit) : sorted.slice(offset, offset + limit);
  }

  #count(query: RecordQuery<C>): number {
    const [row] = this.#rows(countQuery(this.#kind.name, query));
    return Number(row?.['count'] ?? 0);
  }

  #placeOf(queries: readonly RecordQuery<C>[], sid: Sid): Place | null {
    const { by } = sortOf(queries[0] ?? { accountSid: '' });
    const [row] = this.#rows({
      sql: `SELECT sid, created_at, ${by} AS place, account_sid FROM ${this.#kind.name} WHERE sid = ?`,
      parameters: [sid],
    });
    const isOurs = queries.some(({ accountSid }) => accountSid === row?.['account_sid']);
    return row === undefined || !isOurs ? null : placeOfRow(row);
  }

  #rows({ sql, parameters }: SqlPart): Row[] {
    const { name } = this.#kind;
    return this.#file.run(`reading ${name}`, () => this.#file.prepare(sql).all(...parameters)) as Row[];
  }

  #record(row: Row): R {
    return JSON.parse(String(row['body'])) as R;
  }
}

interface PagePlace {
  readonly limit: number;
  readonly after?: Place;
  readonly offset?: number;
}

type Row = Readonly<Record<string, string | number>>;

const placeOfRow = (row: Row): Place => ({
  value: row['place'] ?? '',
  createdAt: String(row['created_at']),
  sid: String(row['sid']),
});

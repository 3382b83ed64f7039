import type { Sid } from '@tandem/kernel';
import type { ColumnValue } from './record-kind.ts';
import { reversed, tallyOf } from './record-schema.ts';

/** What is asked for of one account's records. */
export interface RecordQuery<C extends string = string> {
  readonly accountSid: Sid;
  readonly equal?: Readonly<Partial<Record<C, ColumnValue>>>;
  /** Columns by their end. */
  readonly suffix?: Readonly<Partial<Record<C, string>>>;
  /** Columns by a part of them, case and all; reads all rows that the rest leaves. */
  readonly contains?: Readonly<Partial<Record<C, string>>>;
  /** Created at this time or later, milliseconds since the Unix epoch. */
  readonly from?: number;
  /** Created before this time. */
  readonly before?: number;
  /** Default: by creation, newest first. */
  readonly sort?: { readonly by: C | 'created_at'; readonly descending: boolean };
}

export interface SqlPart {
  readonly sql: string;
  readonly parameters: readonly ColumnValue[];
}

/** Where a list goes on: the place of a row in its order. */
export interface Place {
  readonly value: ColumnValue;
  readonly createdAt: string;
  readonly sid: Sid;
}

const compareValues = (a: ColumnValue, b: ColumnValue): number =>
  typeof a === 'number' && typeof b === 'number'
    ? a - b
    : // As SQLite does, byte by byte: JavaScript compares halves of surrogate pairs.
      Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));

/** Which of two places comes first in ascending order: negative for the first. */
export const comparePlaces = (a: Place, b: Place): number =>
  compareValues(a.value, b.value) || compareValues(a.createdAt, b.createdAt) || compareValues(a.sid, b.sid);

/** Backwards by code points, so that no character is torn. */
export const backwards = (text: string): string => [...text].reverse().join('');

/** Above any text that begins as another does. */
const LAST = '\u{10ffff}';

const iso = (ms: number): string => new Date(ms).toISOString();

const conditionsOf = (query: RecordQuery): SqlPart[] => [
  { sql: 'account_sid = ?', parameters: [query.accountSid] },
  ...Object.entries(query.equal ?? {}).map(([column, value]) => ({
    sql: `${column} = ?`,
    parameters: [value ?? ''],
  })),
  ...Object.entries(query.suffix ?? {}).map(([column, end]) => {
    const start = backwards(end ?? '');
    return { sql: `${reversed(column)} BETWEEN ? AND ?`, parameters: [start, start + LAST] };
  }),
  ...Object.entries(query.contains ?? {}).map(([column, part]) => ({
    sql: `instr(${column}, ?) > 0`,
    parameters: [part ?? ''],
  })),
  ...(query.from === undefined ? [] : [{ sql: 'created_at >= ?', parameters: [iso(query.from)] }]),
  ...(query.before === undefined ? [] : [{ sql: 'created_at < ?', parameters: [iso(query.before)] }]),
];

const joined = (parts: readonly SqlPart[]): SqlPart => ({
  sql: parts.map(({ sql }) => sql).join(' AND '),
  parameters: parts.flatMap(({ parameters }) => parameters),
});

export const sortOf = ({ sort }: RecordQuery): NonNullable<RecordQuery['sort']> =>
  sort ?? { by: 'created_at', descending: true };

/** How many rows there are in all. */
export const countQuery = (table: string, query: RecordQuery): SqlPart => {
  const conditions = conditionsOf(query);
  if (conditions.length === 1) {
    return {
      sql: `SELECT sum(count) AS count FROM ${tallyOf(table)} WHERE account_sid = ?`,
      parameters: [query.accountSid],
    };
  }
  const { sql, parameters } = joined(conditions);
  return { sql: `SELECT count(*) AS count FROM ${table} WHERE ${sql}`, parameters };
};

/** Rows beyond a place, by a comparison of whole rows that an index can answer (https://sqlite.org/rowvalue.html). */
const goingOn = (
  order: readonly string[],
  descending: boolean,
  { value, createdAt, sid }: Place,
): SqlPart => {
  const parameters = [value, createdAt, sid].slice(-order.length);
  const marks = parameters.map(() => '?').join(', ');
  return { sql: `(${order.join(', ')}) ${descending ? '<' : '>'} (${marks})`, parameters };
};

/** Up to `limit` rows in the query's order: those after a place, or those after the first `offset`. */
export const pageQuery = (
  table: string,
  query: RecordQuery,
  { limit, after, offset = 0 }: { readonly limit: number; readonly after?: Place; readonly offset?: number },
): SqlPart => {
  const { by, descending } = sortOf(query);
  const direction = descending ? 'DESC' : 'ASC';
  const order = by === 'created_at' ? ['created_at', 'sid'] : [by, 'created_at', 'sid'];
  const { sql, parameters } = joined([
    ...conditionsOf(query),
    ...(after === undefined ? [] : [goingOn(order, descending, after)]),
  ]);
  return {
    sql: `SELECT sid, created_at, ${by} AS place, body FROM ${table} WHERE ${sql}
      ORDER BY ${order.map((column) => `${column} ${direction}`).join(', ')} LIMIT ? OFFSET ?`,
    parameters: [...parameters, limit, offset],
  };
};

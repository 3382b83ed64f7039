import type { Schema } from '@tandem/journal-sqlite';
import { CALLS } from './calls.ts';
import { MESSAGES } from './messages.ts';
import { NOTIFICATIONS } from './notifications.ts';
import type { RecordKind } from './record-kind.ts';

/** The column that holds a text from its end to its beginning, so that an index finds it by its end. */
export const reversed = (column: string): string => `${column}_reversed`;

/** How many rows each account has: counting a million of them would block for longer than all the rest. */
export const tallyOf = (table: string): string => `${table}_of_account`;

/** Each index ends in the order of lists: whatever is filtered or sorted by, a page is read without sorting. */
const recordTable = <R extends object>({ name, columns }: RecordKind<R>): string => {
  const entries = Object.entries(columns);
  const indexed = entries.flatMap(([column, { bySuffix }]) =>
    bySuffix ? [column, reversed(column)] : [column],
  );
  return `
    CREATE TABLE ${name} (
      sid         TEXT PRIMARY KEY,
      account_sid TEXT NOT NULL,
      created_at  TEXT NOT NULL,
      ${entries.map(([column, { type }]) => `${column} ${type} NOT NULL`).join(', ')},
      ${entries.flatMap(([column, { bySuffix }]) => (bySuffix ? [`${reversed(column)} TEXT NOT NULL,`] : [])).join(' ')}
      body        TEXT NOT NULL
    ) STRICT;
    CREATE INDEX ${name}_by_creation ON ${name} (account_sid, created_at, sid);
    ${indexed
      .map(
        (column) => `CREATE INDEX ${name}_by_${column} ON ${name} (account_sid, ${column}, created_at, sid);`,
      )
      .join('\n')}
    CREATE TABLE ${tallyOf(name)} (
      account_sid TEXT PRIMARY KEY,
      count       INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID;
    CREATE TRIGGER ${name}_come AFTER INSERT ON ${name} BEGIN
      INSERT INTO ${tallyOf(name)} VALUES (new.account_sid, 1) ON CONFLICT DO UPDATE SET count = count + 1;
    END;
    CREATE TRIGGER ${name}_go AFTER DELETE ON ${name} BEGIN
      UPDATE ${tallyOf(name)} SET count = count - 1 WHERE account_sid = old.account_sid;
    END;`;
};

/** Which places of the log have been read is in the same file as what was read there: one transaction has both. */
export const RECORDS_SCHEMA: Schema = {
  applicationId: 0x54_64_6d_43,
  title: 'Tandem records',
  migrations: [
    `CREATE TABLE positions (
       topic       TEXT NOT NULL,
       partition   INTEGER NOT NULL,
       next_offset INTEGER NOT NULL,
       PRIMARY KEY (topic, partition)
     ) STRICT, WITHOUT ROWID;
     CREATE TABLE log (
       id         INTEGER PRIMARY KEY CHECK (id = 1),
       generation TEXT NOT NULL
     ) STRICT;
     ${recordTable(CALLS)}
     ${recordTable(MESSAGES)}
     ${recordTable(NOTIFICATIONS)}`,
  ],
};

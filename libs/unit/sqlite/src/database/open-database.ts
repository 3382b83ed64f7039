import { statSync } from 'node:fs';
import { TandemError } from '@tandem/kernel';
import { Database } from './database.ts';
import type { Durability } from './database.ts';

/** What a file must be to be ours. */
export interface FileFormat {
  /** `PRAGMA application_id`. */
  readonly applicationId: number;
  /** `PRAGMA user_version`. */
  readonly version: number;
  /** Statements that make the tables of an empty file. */
  readonly schema: string;
}

const corrupt = (path: string, why: string): TandemError =>
  new TandemError('CACHE_CORRUPT', `${path} ${why}`, { context: { file: path } });

const isEmpty = (database: Database): boolean =>
  database.prepare('SELECT count(*) AS count FROM sqlite_schema').get()?.['count'] === 0;

const create = (database: Database, { applicationId, version, schema }: FileFormat): void => {
  database.transaction(() => {
    database.exec(schema);
    database.exec(`PRAGMA application_id = ${applicationId}; PRAGMA user_version = ${version}`);
  });
};

export interface OpenOptions {
  readonly durability?: Durability;
  /** Whether to read all of the file for damage; true unless given. */
  readonly check?: boolean;
}

const assertOurs = (database: Database, { applicationId, version }: FileFormat): void => {
  if (database.pragma('application_id') !== applicationId) {
    throw corrupt(database.path, 'is a database of another program');
  }
  const found = database.pragma('user_version');
  if (found !== version) {
    throw corrupt(database.path, `has format ${String(found)} where this version of Tandem needs ${version}`);
  }
};

/** SQLite's smallest page: no database is shorter, and one cut to a few bytes would be taken for an empty one. */
const LEAST_BYTES = 512;

const assertNotCut = (path: string): void => {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? Infinity;
  if (bytes < LEAST_BYTES) throw corrupt(path, `was cut to ${bytes} bytes`);
};

const assertIntact = (database: Database): void => {
  const verdict = database.pragma('quick_check(1)');
  if (verdict !== 'ok') throw corrupt(database.path, `is corrupt: ${String(verdict)}`);
};

/**
 * Opens a file of ours, or makes it. Throws `CACHE_CORRUPT` for one that is cut, not ours, not of this version, or fails
 * SQLite's `quick_check`.
 */
export const openDatabase = (
  path: string,
  format: FileFormat,
  { durability = 'lasting', check = true }: OpenOptions = {},
): Database => {
  assertNotCut(path);
  const database = new Database(path, durability);
  try {
    if (isEmpty(database)) create(database, format);
    else assertOurs(database, format);
    if (check) assertIntact(database);
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
};

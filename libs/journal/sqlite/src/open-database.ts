import { statSync } from 'node:fs';
import { TandemError } from '@tandem/kernel';
import type { Schema } from './schema.ts';
import { SqliteFile } from './sqlite-file.ts';
import { storageError } from './storage-error.ts';

/**
 * FULL syncs the disk with every commit. NORMAL does not: a crash of the machine may lose the last commits, never more,
 * and never damages the file (https://www.sqlite.org/pragma.html#pragma_synchronous).
 */
export type Durability = 'FULL' | 'NORMAL';

const numberOf = (file: SqliteFile, pragma: 'application_id' | 'user_version'): number =>
  Number(Object.values(file.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]);

const isEmpty = (file: SqliteFile): boolean =>
  file.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;

/** SQLite's smallest page: no database is shorter, and one cut to a few bytes would be taken for an empty one. */
const LEAST_BYTES = 512;

const assertNotCut = (path: string, schema: Schema): void => {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes === 0 || bytes >= LEAST_BYTES) return;
  throw new TandemError(
    'JOURNAL_CORRUPT',
    `${path} was cut to ${bytes} bytes; put the ${schema.title} back from a backup, or move the file away to begin anew`,
  );
};

const assertOurs = (file: SqliteFile, schema: Schema): void => {
  const mark = numberOf(file, 'application_id');
  if (mark !== schema.applicationId && (mark !== 0 || !isEmpty(file))) {
    throw new TandemError(
      'JOURNAL_CORRUPT',
      `${file.path} is a database of another program, not a ${schema.title}; move it away or set another data directory`,
    );
  }
  const version = numberOf(file, 'user_version');
  if (version > schema.migrations.length) {
    throw new TandemError(
      'JOURNAL_CORRUPT',
      `${file.path} has schema ${version} of a newer Tandem, this one knows ${schema.migrations.length}; start the newer one`,
    );
  }
};

const migrate = (file: SqliteFile, schema: Schema): void => {
  if (numberOf(file, 'user_version') === schema.migrations.length) return;
  file.transaction('bringing the schema up to date', () => {
    // Read again under the lock: another process may have done it meanwhile.
    for (const migration of schema.migrations.slice(numberOf(file, 'user_version'))) file.exec(migration);
    file.exec(`PRAGMA application_id = ${schema.applicationId}`);
    file.exec(`PRAGMA user_version = ${schema.migrations.length}`);
  });
};

/**
 * Opens a database file of this schema, or makes it; brings an older one up to date.
 *
 * @throws TandemError JOURNAL_CORRUPT (damaged, cut, foreign or newer), DATA_DIR_UNUSABLE, STORAGE_FULL
 */
export const openDatabase = (path: string, schema: Schema, durability: Durability): SqliteFile => {
  let file: SqliteFile | undefined;
  try {
    assertNotCut(path, schema);
    file = new SqliteFile(path);
    assertOurs(file, schema);
    file.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${durability}`);
    migrate(file, schema);
    return file;
  } catch (error) {
    file?.close();
    throw storageError(error, `opening the ${schema.title}`, path);
  }
};

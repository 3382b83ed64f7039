import { mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import { messageOf, TandemError } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import { SCHEMA, SCHEMA_VERSION } from './schema.ts';
import { isCorruption, sqliteError } from './sqlite-errors.ts';

/** How long a write waits for another process; it blocks the event loop meanwhile. */
const BUSY_TIMEOUT_MS = 1000;

/**
 * `synchronous = FULL`: every commit is on the disk before it is seen. With NORMAL a power cut could take the newest
 * commits back after a unit had stored their offsets; filled again, the log would give those offsets to other records.
 */
const PRAGMAS = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  PRAGMA journal_size_limit = 67108864;
`;

/** The log's one connection in this process, with its transactions and errors. */
export class Database {
  readonly file: string;
  readonly #db: DatabaseSync;

  private constructor(file: string, db: DatabaseSync) {
    this.file = file;
    this.#db = db;
  }

  /**
   * Opens the file, or makes it. A file that is no database or damaged at its root is moved aside: the relay finds no
   * checkpoint then and fills the log again from the journal.
   */
  static open(file: string, logger: Logger): Database {
    try {
      mkdirSync(dirname(file), { recursive: true });
    } catch (cause) {
      throw new TandemError('DATA_DIR_UNUSABLE', `cannot make ${dirname(file)}: ${messageOf(cause)}`, {
        cause,
      });
    }
    const damage = isCut(file) ? 'it was cut short' : tryConnect(file);
    if (typeof damage !== 'string') return new Database(file, damage);
    const aside = moveAside(file);
    logger.error('the event log was damaged and is made anew', { file, aside, why: damage });
    try {
      return new Database(file, connect(file));
    } catch (error) {
      throw sqliteError(error, file);
    }
  }

  prepare(sql: string): StatementSync {
    return this.#guard(() => this.#db.prepare(sql));
  }

  /** Runs `work`, which must not await, in a write transaction. */
  transaction<T>(work: () => T): T {
    return this.#guard(() => {
      this.#db.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        this.#db.exec('COMMIT');
        return result;
      } catch (error) {
        // SQLite has rolled back by itself after some errors (full disk).
        if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
        throw error;
      }
    });
  }

  /** Runs a single statement, outside a transaction of this connection. */
  read<T>(work: () => T): T {
    return this.#guard(work);
  }

  close(): void {
    this.#guard(() => this.#db.close());
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw sqliteError(error, this.file);
    }
  }
}

/** SQLite's smallest page: no database is shorter, and one cut to a few bytes would be taken for an empty one. */
const LEAST_BYTES = 512;

const isCut = (file: string): boolean => {
  const bytes = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return bytes > 0 && bytes < LEAST_BYTES;
};

const connect = (file: string): DatabaseSync => {
  const db = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
  try {
    db.exec(PRAGMAS);
    migrate(db, file);
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
};

/** @returns what is wrong with a file that is no database or a damaged one. */
const tryConnect = (file: string): DatabaseSync | string => {
  try {
    return connect(file);
  } catch (error) {
    if (isCorruption(error)) return messageOf(error);
    throw sqliteError(error, file);
  }
};

const migrate = (db: DatabaseSync, file: string): void => {
  db.exec('BEGIN IMMEDIATE');
  try {
    const version = db.prepare('PRAGMA user_version').get()?.['user_version'];
    if (version === 0) db.exec(SCHEMA);
    else if (version !== SCHEMA_VERSION) {
      throw new TandemError(
        'LOG_MISCONFIGURED',
        `${file} has schema ${String(version)}, not ${SCHEMA_VERSION}`,
      );
    }
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
};

const moveAside = (file: string): string => {
  const aside = `${file}.damaged-${Date.now()}`;
  renameSync(file, aside);
  for (const suffix of ['-wal', '-shm']) rmSync(file + suffix, { force: true });
  return aside;
};

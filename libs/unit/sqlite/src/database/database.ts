import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { SQLInputValue, SQLOutputValue, StatementSync } from 'node:sqlite';
import { sqliteError } from './sqlite-error.ts';

export type Row = Readonly<Record<string, SQLOutputValue>>;

/** A prepared statement whose errors are those of the catalogue. */
export interface Statement {
  get(...values: SQLInputValue[]): Row | undefined;
  all(...values: SQLInputValue[]): Row[];
  /** @returns how many rows changed. */
  run(...values: SQLInputValue[]): number;
}

const BUSY_TIMEOUT_MS = 250;
const PAGE_CACHE_KIB = 16 * 1024;

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/**
 * - `lasting`: write-ahead log, `synchronous=NORMAL`. A crash of the process loses nothing; a power failure may lose the
 *   last transactions, each of them whole.
 * - `scratch`: half the work, and worthless after a crash. To be synced when it is to last.
 */
export type Durability = 'lasting' | 'scratch';

const PRAGMAS: Readonly<Record<Durability, string>> = {
  lasting: 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL',
  scratch: 'PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF',
};

/** One SQLite file and its one connection. */
export class Database {
  readonly path: string;
  readonly #connection: DatabaseSync;

  constructor(path: string, durability: Durability = 'lasting') {
    this.path = path;
    this.#connection = this.#guard(() => new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS }));
    try {
      this.exec(`${PRAGMAS[durability]}; PRAGMA cache_size = -${PAGE_CACHE_KIB}`);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  exec(sql: string): void {
    this.#guard(() => this.#connection.exec(sql));
  }

  prepare(sql: string): Statement {
    const statement: StatementSync = this.#guard(() => this.#connection.prepare(sql));
    return {
      get: (...values) => this.#guard(() => statement.get(...values)),
      all: (...values) => this.#guard(() => statement.all(...values)),
      run: (...values) => this.#guard(() => Number(statement.run(...values).changes)),
    };
  }

  /** The single value of a pragma. */
  pragma(name: string): SQLOutputValue | undefined {
    return Object.values(this.prepare(`PRAGMA ${name}`).get() ?? {})[0];
  }

  /** Runs `work` in one immediate transaction; rolls back and rethrows when it throws. */
  transaction<T>(work: () => T): T {
    this.exec('BEGIN IMMEDIATE');
    try {
      const result = work();
      this.exec('COMMIT');
      return result;
    } catch (error) {
      // SQLite has rolled back by itself after some errors, a full disk among them.
      if (this.#connection.isTransaction) this.#connection.exec('ROLLBACK');
      throw error;
    }
  }

  /** Bytes of the file and its write-ahead log. */
  bytes(): number {
    return sizeOf(this.path) + sizeOf(`${this.path}-wal`);
  }

  /** Idempotent. */
  close(): void {
    if (this.#connection.isOpen) this.#connection.close();
  }

  #guard<T>(work: () => T): T {
    try {
      return work();
    } catch (error) {
      throw sqliteError(error, this.path);
    }
  }
}

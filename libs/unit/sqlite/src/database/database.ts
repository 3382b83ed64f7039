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
/** Transactions of a scratch file that share one commit: each then writes a page of an index less often. */
const SHARED_COMMIT = 50;

const sizeOf = (path: string): number => statSync(path, { throwIfNoEntry: false })?.size ?? 0;

/**
 * - `lasting`: write-ahead log, `synchronous=NORMAL`. A crash of the process loses nothing; a power failure may lose the
 *   last transactions, each of them whole.
 * - `scratch`: a third of the work, and worthless after a crash. Several transactions share a commit, so that one which
 *   fails may take those before it along. To be flushed and synced when it is to last.
 */
export type Durability = 'lasting' | 'scratch';

const PRAGMAS: Readonly<Record<Durability, string>> = {
  lasting: 'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL',
  scratch: 'PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF',
};

const PAGE_CACHE_KIB: Readonly<Record<Durability, number>> = { lasting: 16 * 1024, scratch: 64 * 1024 };

/** One SQLite file and its one connection. */
export class Database {
  readonly path: string;
  readonly #connection: DatabaseSync;
  readonly #durability: Durability;
  /** Transactions since the last commit of a scratch file. */
  #shared = 0;

  constructor(path: string, durability: Durability = 'lasting') {
    this.path = path;
    this.#durability = durability;
    this.#connection = this.#guard(() => new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS }));
    try {
      this.exec(`${PRAGMAS[durability]}; PRAGMA cache_size = -${PAGE_CACHE_KIB[durability]}`);
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
    return this.#durability === 'scratch' ? this.#step(work) : this.#whole(work);
  }

  /** Commits what a scratch file holds so far. */
  flush(): void {
    this.#shared = 0;
    if (this.#connection.isTransaction) this.exec('COMMIT');
  }

  #step<T>(work: () => T): T {
    if (!this.#connection.isTransaction) this.exec('BEGIN IMMEDIATE');
    this.exec('SAVEPOINT step');
    let result: T;
    try {
      result = work();
      this.exec('RELEASE step');
    } catch (error) {
      if (this.#connection.isTransaction) this.#connection.exec('ROLLBACK TO step; RELEASE step');
      throw error;
    }
    this.#shared += 1;
    if (this.#shared >= SHARED_COMMIT) this.flush();
    return result;
  }

  #whole<T>(work: () => T): T {
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

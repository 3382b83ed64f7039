import { DatabaseSync } from 'node:sqlite';
import type { StatementSync } from 'node:sqlite';
import { TandemError } from '@tandem/kernel';
import { RESULT, resultOf, storageError } from './storage-error.ts';

/** Longest wait for another process's transaction, milliseconds. It blocks: transactions are kept to milliseconds. */
const BUSY_MS = 2000;

/**
 * One database file and its one connection. All work on it is synchronous, so no other code of this process runs
 * between BEGIN and COMMIT: an `await` in there would let a second connection wait for the first for ever.
 */
export class SqliteFile {
  readonly path: string;
  readonly #db: DatabaseSync;

  /** Opens the file, or makes an empty one; throws the raw error of SQLite. */
  constructor(path: string) {
    this.path = path;
    this.#db = new DatabaseSync(path, { timeout: BUSY_MS });
  }

  exec(sql: string): void {
    this.#db.exec(sql);
  }

  prepare(sql: string): StatementSync {
    return this.#db.prepare(sql);
  }

  /** Runs reads, and single writes; `what` completes "… failed". */
  run<T>(what: string, work: () => T): T {
    this.#assertOpen();
    try {
      return work();
    } catch (error) {
      throw storageError(error, what, this.path);
    }
  }

  /**
   * Runs `work` in a transaction that holds the write lock from its beginning, and commits; an error undoes it all.
   *
   * @throws TandemError with `context.undecided` when the disk failed in the commit itself: it may come back later
   */
  transaction<T>(what: string, work: () => T): T {
    return this.run(what, () => {
      this.#db.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        this.#commit(what);
        return result;
      } catch (error) {
        if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
        throw error;
      }
    });
  }

  /** Checkpoints and closes; calling it again does nothing. */
  close(): void {
    if (this.#db.isOpen) this.#db.close();
  }

  #assertOpen(): void {
    if (!this.#db.isOpen) throw new TandemError('CLOSED', `${this.path} is closed`);
  }

  #commit(what: string): void {
    try {
      this.#db.exec('COMMIT');
    } catch (error) {
      // A commit record that was written but could not be synced is found again after a crash.
      if (resultOf(error) !== RESULT.IOERR) throw error;
      throw new TandemError('JOURNAL_UNAVAILABLE', `${what}: the disk failed while committing ${this.path}`, {
        cause: error,
        context: { undecided: true },
      });
    }
  }
}

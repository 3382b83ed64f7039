import { DatabaseSync } from 'node:sqlite';
import { messageOf, TandemError } from '@tandem/kernel';
import type { DataDir } from './data-dir.ts';

/** Held until closed or until the process dies, whatever kills it. */
export interface DataDirLock {
  close(): void;
}

/**
 * Keeps other processes off the embedded databases below a directory. The lock is SQLite's own file lock, which the
 * operating system drops with the process: nothing stale stays behind after kill -9.
 * Throws `DATA_DIR_LOCKED` while another process holds it.
 */
export const lockDataDir = (dir: DataDir, name = 'tandem'): DataDirLock => {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(dir.file(`${name}.lock`), { timeout: 0 });
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE; COMMIT');
    const held = database;
    return { close: () => held.close() };
  } catch (cause) {
    database?.close();
    if (!messageOf(cause).includes('locked')) {
      throw new TandemError(
        'DATA_DIR_UNUSABLE',
        `${dir.file(`${name}.lock`)} cannot be used: ${messageOf(cause)}`,
        {
          cause,
        },
      );
    }
    throw new TandemError(
      'DATA_DIR_LOCKED',
      `another process is using ${dir.path}; stop it, or set TANDEM_DATA to another directory`,
      { cause },
    );
  }
};

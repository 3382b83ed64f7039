import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf, systemClock, TandemError } from '@tandem/kernel';
import type { Clock } from '@tandem/kernel';
import { batchedReadModel, groupCommit } from '@tandem/journal';
import type { JournalStore, OnStep } from '@tandem/journal';
import { silentLogger } from '@tandem/telemetry';
import type { Logger } from '@tandem/telemetry';
import { catchUp } from './catch-up.ts';
import { openDatabase } from './open-database.ts';
import { openReadModel } from './open-read-model.ts';
import { JOURNAL_SCHEMA } from './schema.ts';
import type { SqliteFile } from './sqlite-file.ts';
import { SqliteJournal } from './sqlite-journal.ts';
import { SqliteLease } from './sqlite-lease.ts';
import { SqliteCursors } from './sqlite-cursors.ts';
import { SqliteLogMemory } from './sqlite-log-memory.ts';
import { SqliteReadModel } from './sqlite-read-model.ts';

export interface SqliteStoreOptions {
  /** Directory of `journal.db` (the truth, synced with every commit) and `read-model.db`; made if missing. */
  readonly dir: string;
  readonly clock?: Clock;
  readonly logger?: Logger;
  /** For tests; see `OnStep`. */
  readonly onStep?: OnStep;
}

const OWNER_ONLY = 0o700;

const makeDir = (dir: string): void => {
  try {
    mkdirSync(dir, { recursive: true, mode: OWNER_ONLY });
  } catch (error) {
    throw new TandemError(
      'DATA_DIR_UNUSABLE',
      `the data directory ${dir} cannot be made: ${messageOf(error)}`,
      {
        cause: error,
      },
    );
  }
};

const storeOn = (journalFile: SqliteFile, readModelFile: SqliteFile, options: SqliteStoreOptions) => {
  const clock = options.clock ?? systemClock;
  const journal = groupCommit(new SqliteJournal(journalFile, { clock, onStep: options.onStep }), { clock });
  const readModel = batchedReadModel(new SqliteReadModel(readModelFile));
  const store: JournalStore = {
    journal,
    readModel,
    lease: new SqliteLease(journalFile, clock),
    logMemory: new SqliteLogMemory(journalFile),
    cursors: new SqliteCursors(journalFile),
    close: async () => {
      try {
        await journal.close();
        await readModel.close();
      } finally {
        readModelFile.close();
        journalFile.close();
      }
    },
  };
  return store;
};

/** The truth, synced with every commit. */
export const openJournal = (dir: string): SqliteFile =>
  openDatabase(join(dir, 'journal.db'), JOURNAL_SCHEMA, 'FULL');

/**
 * Opens the embedded store, its journal with group commit. Several processes may open one directory: SQLite's locks
 * keep them apart, at its price.
 *
 * @throws TandemError DATA_DIR_UNUSABLE, JOURNAL_CORRUPT (damaged, foreign or newer file), STORAGE_FULL
 */
export const openSqliteStore = async (options: SqliteStoreOptions): Promise<JournalStore> => {
  const logger = options.logger ?? silentLogger;
  makeDir(options.dir);
  const journal = openJournal(options.dir);
  let readModel: SqliteFile | undefined;
  try {
    readModel = openReadModel(join(options.dir, 'read-model.db'), logger);
    const store = storeOn(journal, readModel, options);
    const repaired = await catchUp({ journal, readModel, rows: store.readModel });
    if (repaired > 0) logger.info('the read model has caught up with the journal', { rows: repaired });
    return store;
  } catch (error) {
    readModel?.close();
    journal.close();
    throw error;
  }
};

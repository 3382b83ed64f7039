import { batchedReadModel, groupCommit } from '@tandem/journal';
import type { JournalStore, OnStep } from '@tandem/journal';
import { systemClock } from '@tandem/kernel';
import type { Clock } from '@tandem/kernel';
import { MongoCursors } from './mongo-cursors.ts';
import { MongoDatabase } from './mongo-database.ts';
import type { ConnectOptions } from './mongo-database.ts';
import { MongoJournal } from './mongo-journal.ts';
import { MongoLease } from './mongo-lease.ts';
import { MongoLogMemory } from './mongo-log-memory.ts';
import { MongoReadModel } from './mongo-read-model.ts';
import { prepareDatabase } from './prepare-database.ts';

export interface MongoStoreOptions extends ConnectOptions {
  readonly clock?: Clock;
  /** For tests; see `OnStep`. */
  readonly onStep?: OnStep;
}

/**
 * Opens the store on a standalone MongoDB, a replica set, or a server that speaks its protocol; its journal with group
 * commit. Any number of processes may have it open.
 *
 * @throws TandemError JOURNAL_UNAVAILABLE, JOURNAL_CORRUPT (a database of a newer Tandem)
 */
export const openMongoStore = async (options: MongoStoreOptions): Promise<JournalStore> => {
  const { clock = systemClock, onStep } = options;
  const database = await MongoDatabase.connect(options);
  try {
    await prepareDatabase(database);
    const mongoJournal = new MongoJournal(database, { clock, onStep });
    await mongoJournal.start();
    const journal = groupCommit(mongoJournal, { clock });
    const readModel = batchedReadModel(new MongoReadModel(database));
    return {
      journal,
      readModel,
      lease: new MongoLease(database, clock),
      logMemory: new MongoLogMemory(database),
      cursors: new MongoCursors(database),
      close: async () => {
        try {
          await journal.close();
          await readModel.close();
        } finally {
          await database.close();
        }
      },
    };
  } catch (error) {
    await database.close();
    throw error;
  }
};

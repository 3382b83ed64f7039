import { lockDataDir } from '@tandem/data-dir';
import type { DataDir } from '@tandem/data-dir';
import type { JournalStore } from '@tandem/journal';
import { openMongoStore } from '@tandem/journal-mongo';
import { openSqliteStore } from '@tandem/journal-sqlite';
import type { Logger } from '@tandem/telemetry';
import type { ProvisioningConfig } from './config.ts';

/** The journal in MongoDB where a URI is given, else in the data directory, which it keeps other processes off. */
export const openJournal = async (
  config: ProvisioningConfig,
  dir: DataDir,
  logger: Logger,
): Promise<JournalStore> => {
  if (config.mongodbUri !== undefined) return openMongoStore({ uri: config.mongodbUri });
  const lock = lockDataDir(dir, 'journal');
  try {
    const store = await openSqliteStore({ dir: dir.file('journal'), logger });
    return {
      ...store,
      close: async () => {
        await store.close();
        lock.close();
      },
    };
  } catch (error) {
    lock.close();
    throw error;
  }
};

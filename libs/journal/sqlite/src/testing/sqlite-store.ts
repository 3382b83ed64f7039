import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { JournalStore } from '@tandem/journal';
import { created } from '@tandem/journal/testing';
import type { StoreUnderTest } from '@tandem/journal/testing';
import { tempDir } from '@tandem/testing';
import { openSqliteStore } from '../open-sqlite-store.ts';

/** The file in a store's directory that holds the truth. */
export const journalPath = (dir: string): string => join(dir, 'journal.db');

/** Takes an entry out, as no store ever does: transactions leave no gaps. */
const removeEntry = (dir: string, revision: number): void => {
  const db = new DatabaseSync(journalPath(dir));
  try {
    db.prepare('DELETE FROM journal WHERE revision = ?').run(revision);
  } finally {
    db.close();
  }
};

/** Stores in a directory of their own. */
export const sqliteUnderTest: StoreUnderTest = {
  steps: ['begun', 'inserted'],
  create: async () => {
    const dir = await tempDir('tandem-journal-');
    const stores: JournalStore[] = [];
    return {
      open: async (options = {}) => {
        const store = await openSqliteStore({ dir: dir.path, ...options });
        stores.push(store);
        return store;
      },
      makeGap: async ({ journal }) => {
        const { revision } = await created(journal);
        await created(journal);
        removeEntry(dir.path, revision);
        return revision;
      },
      dispose: async () => {
        for (const store of stores) await store.close();
        await dir.remove();
      },
    };
  },
};

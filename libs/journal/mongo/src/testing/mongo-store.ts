import { randomUUID } from 'node:crypto';
import type { JournalStore } from '@tandem/journal';
import { created } from '@tandem/journal/testing';
import type { StoreUnderTest } from '@tandem/journal/testing';
import { MongoDatabase } from '../mongo-database.ts';
import { openMongoStore } from '../open-mongo-store.ts';
import { RevisionCounter } from '../revision-counter.ts';

/** A database name that no other test has. */
export const uniqueDatabase = (): string => `tandem_test_${randomUUID().replaceAll('-', '')}`;

/** Stores on a database of their own, which is dropped afterwards. */
export const mongoUnderTest = (uri: string): StoreUnderTest => ({
  steps: ['begun', 'claims-checked', 'revisions-taken', 'inserted', 'read-back'],
  create: async () => {
    const dbName = uniqueDatabase();
    const database = await MongoDatabase.connect({ uri, dbName });
    const stores: JournalStore[] = [];
    return {
      open: async (options = {}) => {
        const store = await openMongoStore({ uri, dbName, ...options });
        stores.push(store);
        return store;
      },
      makeGap: async ({ journal }) => {
        const gap = await new RevisionCounter(database).take(1);
        await created(journal);
        return gap;
      },
      dispose: async () => {
        await Promise.all(stores.map((store) => store.close()));
        await database.drop();
        await database.close();
      },
    };
  },
});

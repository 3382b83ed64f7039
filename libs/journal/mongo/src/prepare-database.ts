import { TandemError } from '@tandem/kernel';
import type { MongoDatabase } from './mongo-database.ts';
import { isDuplicateKey } from './mongo-error.ts';

/** Rises when a change of the documents needs the older ones changed. */
const SCHEMA_VERSION = 1;

const SCHEMA = 'schema';

/** Building an index on a large collection takes its time. */
const INDEX_MS = 600_000;

const assertVersion = async (database: MongoDatabase): Promise<void> => {
  const { meta } = database.models;
  const found = await database.run('reading the schema', () =>
    meta.findOne({ _id: SCHEMA }, null, { lean: true }),
  );
  const version = found?.version ?? SCHEMA_VERSION;
  if (version > SCHEMA_VERSION) {
    throw new TandemError(
      'JOURNAL_CORRUPT',
      `the database has schema ${version} of a newer Tandem, this one knows ${SCHEMA_VERSION}; start the newer one`,
    );
  }
};

const markVersion = async (database: MongoDatabase): Promise<void> => {
  const { meta } = database.models;
  await database.run('marking the schema', async () => {
    try {
      await meta.create([{ _id: SCHEMA, version: SCHEMA_VERSION }]);
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  });
};

/**
 * Makes what is missing of collections and indexes; several processes may do so at once.
 *
 * @throws TandemError JOURNAL_CORRUPT for a database of a newer Tandem
 */
export const prepareDatabase = async (database: MongoDatabase): Promise<void> => {
  await assertVersion(database);
  const { journal, resources } = database.models;
  await database.run('making the indexes of the journal', () => journal.createIndexes(), INDEX_MS);
  for (const model of Object.values(resources)) {
    await database.run('making the indexes of the read model', () => model.createIndexes(), INDEX_MS);
  }
  await markVersion(database);
};

import { describe, expect, it } from '@jest/globals';
import type { ResourceRow } from '@tandem/journal';
import { clientRow, nextRow } from '@tandem/journal/testing';
import type { MongoDatabase } from './mongo-database.ts';
import { MongoReadModel } from './mongo-read-model.ts';

interface Operation {
  readonly replaceOne: { readonly replacement: { readonly _id: string; readonly version: number } };
}

const DUPLICATE = Object.assign(new Error('E11000 duplicate key'), { writeErrors: [{ code: 11000 }] });

/** A server on which `before` happens between the search and the insert of each upsert. */
const racingDatabase = (held: Map<string, number>, before: () => void): MongoDatabase =>
  ({
    timeoutMs: 1000,
    run: (_what: string, work: () => Promise<unknown>) => work(),
    collection: () => ({
      bulkWrite: async ([operation]: readonly Operation[]) => {
        const { _id: sid, version } = operation?.replaceOne.replacement ?? { _id: '', version: 0 };
        const found = held.get(sid);
        before();
        if (found === undefined ? held.has(sid) : found >= version) throw DUPLICATE;
        held.set(sid, version);
      },
    }),
    models: {
      resources: {
        Client: { find: async () => [...held].map(([_id, version]) => ({ _id, version })) },
      },
    },
  }) as unknown as MongoDatabase;

const upserted = async (row: ResourceRow<'Client'>, between: number): Promise<number | undefined> => {
  const held = new Map<string, number>();
  let first = true;
  const database = racingDatabase(held, () => {
    if (first) held.set(row.sid, between);
    first = false;
  });
  await new MongoReadModel(database).upsert([row]);
  return held.get(row.sid);
};

describe('an upsert that another one overtakes between its search and its insert', () => {
  const older = clientRow();
  const row = nextRow(older, {});

  it('is done again where the other row is older', async () => {
    expect(await upserted(row, older.version)).toBe(row.version);
  });

  it('leaves a newer row alone', async () => {
    expect(await upserted(row, row.version + 1)).toBe(row.version + 1);
  });

  it('gives up after some attempts, as the relay repairs the row', async () => {
    const held = new Map([[row.sid, older.version]]);
    const database = racingDatabase(held, () => undefined);
    const refusing = Object.assign(Object.create(database) as MongoDatabase, {
      collection: () => ({ bulkWrite: () => Promise.reject(DUPLICATE) }),
    });
    await expect(new MongoReadModel(refusing).upsert([row])).rejects.toMatchObject({
      code: 'JOURNAL_UNAVAILABLE',
    });
  });
});

import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { created, gapsOf, mustAppend, updateOf } from '@tandem/journal/testing';
import { describeWithMongo } from '@tandem/stack/testing';
import { openMongoStore } from './index.ts';
import { MongoDatabase } from './mongo-database.ts';
import { uniqueDatabase } from './testing/mongo-store.ts';

describeWithMongo('a database that is not as it was left', (uri) => {
  const dbName = uniqueDatabase();
  const open = () => openMongoStore({ uri, dbName });
  let database: MongoDatabase;
  beforeAll(async () => {
    database = await MongoDatabase.connect({ uri, dbName });
  });
  afterAll(async () => {
    await database.drop();
    await database.close();
  });

  it('has lost its counter: a store that opens goes on above the highest revision', async () => {
    const before = await open();
    const event = await created(before.journal);
    await before.close();
    await database.models.counters.deleteMany({});
    const store = await open();
    const { journal } = store;
    expect((await created(journal)).revision).toBeGreaterThan(event.revision);
    await store.close();
  });

  it('has a counter that fell behind under way: revisions still rise with versions, and no event is lost', async () => {
    const store = await open();
    const { journal } = store;
    const v1 = await created(journal);
    await database.models.counters.updateOne({}, { $set: { value: 0 } });
    const v2 = await mustAppend(journal, updateOf(v1));
    expect(v2.revision).toBeGreaterThan(v1.revision);
    expect(await journal.readStream(v1.stream)).toEqual([v1, v2]);
    expect(await gapsOf(journal)).toBe(0);
    await store.close();
  });

  it('was written by a newer Tandem: opening is refused', async () => {
    await database.models.meta.updateOne({ _id: 'schema' }, { $set: { version: 99 } });
    await expect(open()).rejects.toMatchObject({
      code: 'JOURNAL_CORRUPT',
      message: expect.stringContaining('newer Tandem') as unknown,
    });
  });
});

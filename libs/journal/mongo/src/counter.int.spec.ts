import { afterAll, beforeAll, expect, it, jest } from '@jest/globals';
import type { JournalStore } from '@tandem/journal';
import { created, creation, gapsOf, mustAppend, updateOf } from '@tandem/journal/testing';
import { describeWithMongo } from '@tandem/stack/testing';
import { openMongoStore } from './index.ts';
import { MongoDatabase } from './mongo-database.ts';
import { uniqueDatabase } from './testing/mongo-store.ts';

jest.setTimeout(60_000);

/** More than an append makes attempts: counting up one by one does not get past them. */
const MANY = 40;

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

  const counter = async () => (await database.models.counters.findOne({}, null, { lean: true }))?.value;
  const loseCount = () => database.models.counters.updateOne({}, { $set: { value: 0 } });
  const fill = (store: JournalStore) => store.journal.append(Array.from({ length: MANY }, () => creation()));

  it('has lost its counter: a store that opens goes on above the highest revision', async () => {
    const before = await open();
    await fill(before);
    const head = await before.journal.head();
    await before.close();
    await database.models.counters.deleteMany({});
    const store = await open();
    expect(await counter()).toBe(head);
    expect((await created(store.journal)).revision).toBe(head + 1);
    await store.close();
  });

  it('has a counter that fell behind: an update gets a revision above its last, with no gap', async () => {
    const store = await open();
    const { journal } = store;
    await fill(store);
    const v1 = await created(journal);
    await loseCount();
    const v2 = await mustAppend(journal, updateOf(v1));
    expect(v2.revision).toBeGreaterThan(v1.revision);
    expect(await journal.readStream(v1.stream)).toEqual([v1, v2]);
    expect(await gapsOf(journal)).toBe(0);
    await store.close();
  });

  it('has a counter that fell behind: a creation gets a revision of its own, not one of another', async () => {
    const store = await open();
    await fill(store);
    const head = await store.journal.head();
    await loseCount();
    expect((await created(store.journal)).revision).toBeGreaterThan(head);
    expect(await gapsOf(store.journal)).toBe(0);
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

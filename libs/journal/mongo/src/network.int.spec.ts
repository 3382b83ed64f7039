import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { JournalStore, OnStep } from '@tandem/journal';
import { appendOne, created, creation, gapsOf, mustAppend, updateOf } from '@tandem/journal/testing';
import { describeWithMongo } from '@tandem/stack/testing';
import { openMongoStore } from './index.ts';
import { MongoDatabase } from './mongo-database.ts';
import { faultyNetwork } from './testing/faulty-network.ts';
import type { FaultyNetwork } from './testing/faulty-network.ts';
import { uniqueDatabase } from './testing/mongo-store.ts';

jest.setTimeout(60_000);

const IMPATIENT_MS = 400;

describeWithMongo('a network that fails between the journal and MongoDB', (uri) => {
  const dbName = uniqueDatabase();
  let network: FaultyNetwork;
  let stores: JournalStore[] = [];
  const open = async (options: { timeoutMs?: number; onStep?: OnStep } = {}) => {
    const store = await openMongoStore({ uri: network.uri, dbName, ...options });
    stores.push(store);
    return store;
  };
  beforeEach(async () => {
    network = await faultyNetwork(uri);
  });
  afterEach(async () => {
    network.proxy.intercept(undefined);
    network.proxy.resume();
    await Promise.all(stores.map((store) => store.close()));
    stores = [];
    await network.proxy.close();
    const database = await MongoDatabase.connect({ uri, dbName });
    await database.drop();
    await database.close();
  });

  it('loses the answer to an insert: the event is found to be ours', async () => {
    const { journal } = await open();
    const v1 = await created(journal);
    const lost = network.loseAnswerToInsert('journal');
    const outcomes = await journal.append([updateOf(v1), creation()]);
    expect(lost()).toBe(1);
    expect(outcomes.map(({ kind }) => kind)).toEqual(['appended', 'appended']);
    expect(await journal.readStream(v1.stream)).toHaveLength(2);
    expect(await gapsOf(journal)).toBe(0);
  });

  it('loses the answer to an insert that was refused: the conflict is found', async () => {
    const { journal } = await open();
    const v1 = await created(journal);
    await mustAppend(journal, updateOf(v1));
    const lost = network.loseAnswerToInsert('journal');
    expect(await appendOne(journal, updateOf(v1))).toEqual({ kind: 'conflict' });
    expect(lost()).toBe(1);
    await created(journal);
    expect(await gapsOf(journal)).toBe(0);
  });

  it('goes silent before anything is sent: the append fails in time, and nothing is written', async () => {
    const { journal } = await open({ timeoutMs: IMPATIENT_MS });
    const v1 = await created(journal);
    network.proxy.pause();
    await expect(journal.append([updateOf(v1)])).rejects.toMatchObject({ code: 'JOURNAL_UNAVAILABLE' });
    network.proxy.resume();
    const again = await open();
    expect(await again.journal.readStream(v1.stream)).toEqual([v1]);
  });

  it('goes silent while an insert is under way: unknown in time; asked again, the event is there once', async () => {
    const onStep: OnStep = async (step) => {
      if (step === 'revisions-taken') network.proxy.pause('toClient');
    };
    const { journal } = await open({ timeoutMs: IMPATIENT_MS, onStep });
    const event = creation();
    const outcome = await appendOne(journal, event);
    expect(outcome).toMatchObject({ kind: 'unknown', why: expect.any(String) as unknown });
    network.proxy.resume();
    const again = await open();
    const stored = await mustAppend(again.journal, event);
    expect(await again.journal.readStream(event.stream)).toEqual([stored]);
  });

  it('is not there at all: opening fails in time', async () => {
    network.proxy.refuse();
    await expect(open({ timeoutMs: IMPATIENT_MS })).rejects.toMatchObject({
      code: 'JOURNAL_UNAVAILABLE',
      message: expect.stringContaining('MongoDB cannot be reached') as unknown,
    });
    network.proxy.accept();
  });
});

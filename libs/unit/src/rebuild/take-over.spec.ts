import { beforeEach, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { seededRandom } from '@tandem/kernel/testing';
import { UnitCache } from '../cache/unit-cache.ts';
import type { PropagationModel } from '../model/propagation-model.ts';
import { ClientLog, MemoryCacheStore, sidOf } from '../testing/index.ts';
import { compareVisible } from './compare-visible.ts';
import { takeOver } from './take-over.ts';

const topic = TOPICS.clients.name;
const A = sidOf(1);
const TEN: PropagationModel = { kind: 'fixed', seconds: 10 };

describe('takeOver', () => {
  let log: ClientLog;
  let serving: UnitCache;
  let built: UnitCache;

  beforeEach(() => {
    log = new ClientLog();
    const random = seededRandom(1);
    serving = new UnitCache({ store: new MemoryCacheStore(), model: TEN, revocation: 'modelled', random });
    built = new UnitCache({ store: new MemoryCacheStore(), model: TEN, revocation: 'modelled', random });
    log.next(A, { login: 'alice' });
    serving.apply(log.batch(), { now: 0, liveFrom: 1 });
  });

  const serve = (): unknown =>
    serving.apply(log.batch(0, serving.position(topic, 0)), { now: 0, liveFrom: 0 });

  /** Builds from what compaction has left: of each Client the last record. */
  const build = async (from: number): Promise<readonly string[]> => {
    built.apply(log.batch(0, from), { now: 5, liveFrom: Infinity });
    const { missing, behind } = await compareVisible(serving.store, built.store, () => false);
    expect(missing).toBe(0);
    takeOver(serving.store, built.store, behind);
    return behind;
  };

  const versions = (cache: UnitCache): readonly (number | null)[] => {
    const shown = cache.find('tandem.local', 'alice')?.event.version ?? null;
    return [shown, ...cache.store.held.of(A).map(({ version }) => version)];
  };

  it('goes on serving the version before those that are held, though the log has it no more', async () => {
    log.next(A);
    log.next(A);
    serve();
    await build(2);
    expect(versions(built)).toEqual([1, 2, 3]);
    expect(built.nextDue()).toBe(10_000);
    built.releaseDue(10_000);
    expect(versions(built)).toEqual([3]);
  });

  it('holds what only the new cache has read yet behind what the old one holds', async () => {
    log.next(A);
    serve();
    log.next(A);
    await build(0);
    expect(versions(built)).toEqual([1, 2, 3]);
    expect(built.store.held.of(A).map(({ due }) => due)).toEqual([10_000, 10_000]);
  });

  it('holds a deletion that only the new cache has read yet', async () => {
    log.next(A);
    serve();
    log.delete(A);
    await build(0);
    expect(versions(built)).toEqual([1, 2, 3]);
    built.releaseDue(10_000);
    expect(versions(built)).toEqual([null]);
    expect(built.store.counts()).toMatchObject({ clients: 0, graves: 1, held: 0 });
  });

  it('goes on serving a Client whose deletion is held, until the same due time', async () => {
    log.delete(A);
    serve();
    await build(2);
    expect(versions(built)).toEqual([1, 2]);
    expect(built.store.counts().graves).toBe(0);
    built.releaseDue(10_000);
    expect(versions(built)).toEqual([null]);
  });

  it('goes on hiding a creation that is held', async () => {
    const B = sidOf(2);
    log.next(B, { login: 'bob' });
    serve();
    await build(0);
    expect(built.find('tandem.local', 'bob')).toBeNull();
    expect(built.belief('tandem.local', 'bob')).toMatchObject({ kind: 'held', next: { due: 10_000 } });
    expect(built.store.counts().graves).toBe(0);
  });

  it('serves the last good version of a Client whose newest one cannot be read', async () => {
    log.next(A);
    log.spoil(A);
    serve();
    expect(await build(1)).toEqual([A]);
    expect(built.belief('tandem.local', 'alice')).toMatchObject({
      client: { event: { version: 1 } },
      parked: { version: 2 },
    });
  });

  it('leaves alone what the new cache knows better', async () => {
    log.next(A);
    await build(0);
    expect(versions(built)).toEqual([2]);
  });

  it('finds Clients that the new cache never heard of, unless their partition is proved', async () => {
    expect(await compareVisible(serving.store, built.store, () => false)).toEqual({ missing: 1, behind: [] });
    expect(await compareVisible(serving.store, built.store, () => true)).toEqual({ missing: 0, behind: [] });
  });

  describe('where revocations are immediate', () => {
    beforeEach(() => {
      const random = seededRandom(1);
      serving = new UnitCache({ store: new MemoryCacheStore(), model: TEN, random });
      built = new UnitCache({ store: new MemoryCacheStore(), model: TEN, random });
      serving.apply(log.batch(), { now: 0, liveFrom: 1 });
    });

    const served = (cache: UnitCache) => cache.find('tandem.local', 'alice')?.event ?? null;

    it('takes over what of held versions is in effect already', async () => {
      log.next(A, { changed: ['status', 'password'], state: { status: 0 }, credentials: 'v1.k.new' });
      log.next(A, { changed: ['status'], state: { status: 1 } });
      serve();
      await build(2);
      expect(served(built)).toEqual(served(serving));
      expect(served(built)).toMatchObject({ version: 1, credentials: 'v1.k.new', state: { status: 0 } });
    });

    it('serves a Client no more whose deletion only the new cache has read', async () => {
      log.next(A);
      serve();
      log.delete(A);
      await build(0);
      expect(served(built)).toBeNull();
    });
  });
});

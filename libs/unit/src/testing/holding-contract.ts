import { beforeEach, expect, it } from '@jest/globals';
import { EMPTY_DIGEST } from '@tandem/contracts';
import type { CacheWorld } from './cache-world.ts';
import { digestOf, sidOf } from './client-log.ts';

const A = sidOf(1);
const B = sidOf(2);

/** What waits, how long, and what is served meanwhile: ten seconds unless a test says otherwise. */
export const holdingContract = (world: () => CacheWorld): void => {
  beforeEach(() => world().cache.changeModel({ kind: 'fixed', seconds: 10 }));

  it('serves the earlier version until the later one is due', () => {
    world().log.next(A, { login: 'alice' });
    world().catchUp();
    world().log.next(A, { recordedAt: 1000 });
    expect(world().read(1200)).toMatchObject({ held: 1, shown: [] });
    expect(world().cache.belief('tandem.local', 'alice')).toMatchObject({
      kind: 'served',
      client: { event: { version: 1 } },
      next: { version: 2, due: 11_000, revision: 2 },
      receivedVersion: 2,
      parked: null,
    });
    expect(world().cache.partitions()[0]).toMatchObject({ received: 2, visible: 1 });
    expect(world().cache.nextDue()).toBe(11_000);
    expect(world().cache.releaseDue(10_999)).toEqual([]);
    expect(world().cache.releaseDue(11_000)).toMatchObject([
      { version: 2, effect: 'changed', visibleAt: 11_000 },
    ]);
    expect(world().version('alice')).toBe(2);
    expect(world().cache.partitions()[0]).toMatchObject({ received: 2, visible: 2 });
    expect(world().cache.nextDue()).toBeNull();
  });

  it('holds a creation that came after catching up, and says so', () => {
    world().log.next(A, { login: 'alice' });
    world().read();
    expect(world().cache.find('tandem.local', 'alice')).toBeNull();
    expect(world().cache.belief('tandem.local', 'alice')).toMatchObject({
      kind: 'held',
      next: { due: 10_000 },
    });
    world().cache.releaseDue(10_000);
    expect(world().version('alice')).toBe(1);
    expect(world().visible).toMatchObject([{ effect: 'appeared', live: true }]);
  });

  it('shows at once what it catches up with', () => {
    world().log.next(A, { login: 'alice', recordedAt: 5 });
    world().log.next(A, { recordedAt: 6 });
    expect(world().catchUp(7)).toMatchObject({ held: 0, shown: [{ live: false }, { live: false }] });
    expect(world().version('alice')).toBe(2);
  });

  it('holds a deletion as it holds a change, where revocations are modelled', () => {
    world().reopen('modelled');
    world().log.next(A, { login: 'alice' });
    world().catchUp();
    world().log.delete(A);
    world().read();
    expect(world().version('alice')).toBe(1);
    expect(world().cache.partitions()[0]?.digest).toEqual(EMPTY_DIGEST);
    world().cache.releaseDue(10_000);
    expect(world().version('alice')).toBeNull();
    expect(world().cache.store.counts().graves).toBe(1);
  });

  it('counts the received state, held or not, in the digest', () => {
    world().log.next(A);
    const updated = world().log.next(A);
    world().read();
    expect(world().cache.store.counts()).toMatchObject({ clients: 0, held: 2 });
    expect(world().cache.partitions()[0]?.digest).toEqual(digestOf(updated));
  });

  it('lets a later version never overtake an earlier one, also after the model has changed', () => {
    world().log.next(A, { login: 'alice' });
    world().catchUp();
    world().log.next(A);
    world().read();
    world().cache.changeModel({ kind: 'none' });
    world().log.next(A);
    world().log.next(B, { login: 'bob' });
    world().read(1);
    expect(world().version('alice')).toBe(1);
    expect(world().version('bob')).toBe(1);
    expect(
      world()
        .cache.releaseDue(10_000)
        .map((change) => change.version),
    ).toEqual([2, 3]);
  });

  it('keeps due times when the model changes', () => {
    world().log.next(A);
    world().read();
    world().cache.changeModel({ kind: 'fixed', seconds: 1 });
    expect(world().cache.nextDue()).toBe(10_000);
  });

  it('keeps the remaining time of what it holds when the wall clock is set back, and only then', () => {
    world().log.next(A);
    world().read();
    world().cache.followClock(4000, 3500);
    world().cache.followClock(4000, 3_600_000);
    expect(world().cache.nextDue()).toBe(10_000);
    world().cache.followClock(4000, 1000);
    expect(world().cache.nextDue()).toBe(7000);
  });

  it('goes on holding after it was opened again', () => {
    world().log.next(A, { login: 'alice' });
    world().catchUp();
    world().log.next(A);
    world().read();
    world().reopen();
    expect(world().cache.nextDue()).toBe(10_000);
    expect(world().version('alice')).toBe(1);
    world().cache.releaseDue(10_000);
    expect(world().version('alice')).toBe(2);
  });

  it('never goes back to a version that was held, whatever is shown already', () => {
    world().log.next(A, { login: 'alice' });
    const held = world().log.next(A);
    world().log.next(A);
    world().catchUp();
    const { sid, version, revision, type } = held;
    const due = { sid, version, revision, type, lane: 0, recordedAt: 0, due: 5, event: held };
    world().cache.store.held.put(due);
    expect(world().cache.releaseDue(10)).toEqual([]);
    expect(world().version('alice')).toBe(3);
    expect(world().cache.store.counts().held).toBe(0);
  });
};

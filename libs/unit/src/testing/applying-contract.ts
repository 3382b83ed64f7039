import { expect, it } from '@jest/globals';
import { EMPTY_DIGEST, TOPICS } from '@tandem/contracts';
import type { StoredRecord } from '@tandem/event-log';
import type { CacheWorld } from './cache-world.ts';
import { digestOf, sidOf } from './client-log.ts';

const topic = TOPICS.clients.name;
const A = sidOf(1);
const B = sidOf(2);
const DAY_MS = 86_400_000;

/** Events, repeats and deletions, and where they leave a partition. */
export const applyingContract = (world: () => CacheWorld): void => {
  it('stores event and position together, and what is visible, received and counted', () => {
    const created = world().log.next(A, { login: 'alice', recordedAt: 5 });
    expect(world().read(7)).toMatchObject({ held: 0, ignored: { duplicate: 0, older: 0, deleted: 0 } });
    expect(world().cache.position(topic, 0)).toBe(1);
    expect(world().cache.partitions()).toMatchObject([
      { topic, partition: 0, offset: 1, received: 1, visible: 1, digest: digestOf(created), unreadable: 0 },
    ]);
    expect(world().cache.find('tandem.local', 'alice')).toEqual({ event: created, appliedAt: 7 });
    expect(world().visible).toEqual([
      {
        sid: A,
        version: 1,
        revision: 1,
        type: 'ClientCreated',
        effect: 'appeared',
        recordedAt: 5,
        visibleAt: 7,
        live: true,
        logins: [{ domain: 'tandem.local', login: 'alice' }],
      },
    ]);
  });

  it('counts commit markers in the position, and never goes back by a repeated batch', () => {
    world().log.next(A);
    const batch = world().log.batch();
    world().cache.apply({ ...batch, nextOffset: 3, endOffset: 3 }, { now: 0, liveFrom: 0 });
    expect(world().cache.position(topic, 0)).toBe(3);
    expect(world().cache.apply(batch, { now: 0, liveFrom: 0 }).ignored.duplicate).toBe(1);
    expect(world().cache.position(topic, 0)).toBe(3);
  });

  it('ignores a version that it has, wherever on the log it lies', () => {
    world().log.next(A, { login: 'alice' });
    const updated = world().log.next(A);
    world().read();
    const repeated = world()
      .log.records()
      .map((record, index) => ({ ...record, offset: 2 + index }));
    const report = world().apply(repeated, 4);
    expect(report.ignored).toEqual({ duplicate: 1, older: 1, deleted: 0 });
    expect(world().version('alice')).toBe(2);
    expect(world().cache.partitions()[0]).toMatchObject({ offset: 4, digest: digestOf(updated) });
  });

  it('takes a deletion and its tombstone as one, and lets the sid never return', () => {
    world().log.next(A, { login: 'alice' });
    world().log.delete(A);
    expect(world().read().ignored).toEqual({ duplicate: 1, older: 0, deleted: 0 });
    expect(world().version('alice')).toBeNull();
    expect(world().visible.at(-1)).toMatchObject({ effect: 'gone', type: 'ClientDeleted' });
    expect(world().cache.store.counts()).toMatchObject({ clients: 0, graves: 1 });
    expect(world().cache.partitions()[0]?.digest).toEqual(EMPTY_DIGEST);

    world().log.next(A);
    const back = world().log.records().slice(-1);
    const report = world().apply(back, 4);
    expect(report.ignored.deleted).toBe(1);
    expect(world().version('alice')).toBeNull();
  });

  it('knows a deletion by its tombstone alone, as compaction may have left nothing else', () => {
    world().log.next(A, { login: 'alice' });
    world().read();
    world().log.delete(A);
    const tombstone = world().log.records().slice(-1);
    world().apply(tombstone, 3);
    expect(world().version('alice')).toBeNull();
    expect(world().cache.partitions()[0]?.digest).toEqual(EMPTY_DIGEST);
  });

  it('forgets a grave after seven days', () => {
    world().log.next(A);
    world().log.delete(A);
    world().read(1000);
    expect(world().cache.forgetGraves(1000 + 7 * DAY_MS)).toBe(0);
    expect(world().cache.forgetGraves(1001 + 7 * DAY_MS)).toBe(1);
    expect(world().cache.store.counts().graves).toBe(0);
  });

  it('answers a login by the Client created last, when its successor arrives before its deletion', () => {
    world().log.next(A, { login: 'alice' });
    world().log.delete(A);
    const successor = world().log.next(B, { login: 'alice' });
    const at = (index: number, offset: number): StoredRecord => ({ ...world().log.record(index), offset });
    world().apply([at(0, 0), at(3, 1)], 2);
    expect(world().cache.find('tandem.local', 'alice')?.event).toEqual(successor);
    world().apply([at(1, 2), at(2, 3)], 4);
    expect(world().cache.find('tandem.local', 'alice')?.event).toEqual(successor);
  });

  it('reads again, guarded by versions, when its position is set back', () => {
    world().log.next(A, { login: 'alice' });
    world().log.next(A);
    world().read();
    world().cache.setPosition(topic, 0, 0);
    expect(world().cache.position(topic, 0)).toBe(0);
    expect(world().read().ignored).toEqual({ duplicate: 1, older: 1, deleted: 0 });
    expect(world().version('alice')).toBe(2);
    expect(world().visible).toHaveLength(2);
  });
};

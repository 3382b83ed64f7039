import { expect, it } from '@jest/globals';
import type { PropagationModel } from '../model/propagation-model.ts';
import type { CacheWorld } from './cache-world.ts';
import { digestOf, sidOf } from './client-log.ts';

const A = sidOf(1);
const B = sidOf(2);
const TEN: PropagationModel = { kind: 'fixed', seconds: 10 };

/** Records that cannot be read, in part or at all: one Client is parked, the partition goes on (G7). */
export const badRecordsContract = (world: () => CacheWorld): void => {
  it('parks a value that it cannot read, serves the last good version, and goes on', () => {
    world().log.next(A, { login: 'alice' });
    const poisoned = world().log.next(A);
    world().log.spoil(A);
    const other = world().log.next(B, { login: 'bob' });
    const report = world().read(50);
    expect(report.poisoned).toMatchObject([
      {
        parked: { sid: A, version: 2, revision: 2, offset: 1, problem: 'unreadable', at: 50 },
        record: { offset: 1, value: Buffer.from('not json') },
      },
    ]);
    expect(world().cache.belief('tandem.local', 'alice')).toMatchObject({
      kind: 'served',
      client: { event: { version: 1 } },
      receivedVersion: 2,
      parked: { version: 2 },
    });
    expect(world().version('bob')).toBe(1);
    expect(world().cache.partitions()[0]).toMatchObject({
      offset: 3,
      received: 3,
      digest: digestOf(poisoned, other),
    });
  });

  it('takes a parked version when it is read again and can be, at its old place or later', () => {
    world().log.next(A, { login: 'alice' });
    const second = world().log.next(A);
    const good = world().log.record(1);
    world().log.spoil(A);
    world().log.next(B, { login: 'bob' });
    world().read();
    const { digest } = world().cache.partitions()[0] ?? {};
    expect(world().cache.rewindToParked(B)).toBe(false);
    expect(world().cache.rewindToParked(A)).toBe(true);
    expect(world().cache.position('tandem.clients', 0)).toBe(1);
    // Still as bad as before.
    expect(world().read().ignored.duplicate).toBe(2);
    expect(world().cache.store.counts().parked).toBe(1);
    world().cache.rewindToParked(A);
    world().apply([good, world().log.record(2)], 3);
    expect(world().version('alice')).toBe(second.version);
    expect(world().cache.store.counts().parked).toBe(0);
    expect(world().cache.partitions()[0]).toMatchObject({ digest, offset: 3 });
  });

  it('un-parks a Client by any later version', () => {
    world().log.next(A, { login: 'alice' });
    world().log.next(A);
    world().log.spoil(A);
    world().read();
    world().log.next(A);
    world().read();
    expect(world().version('alice')).toBe(3);
    expect(world().cache.store.counts().parked).toBe(0);
  });

  it('shows the version after an unreadable creation, as there is nothing else to serve', () => {
    world().cache.changeModel(TEN);
    world().log.next(A, { login: 'alice' });
    world().log.spoil(A);
    world().log.next(A);
    world().read();
    expect(world().version('alice')).toBe(2);
  });

  it('believes a deletion by its headers, at once, whatever the model holds', () => {
    world().log.next(A, { login: 'alice' });
    world().catchUp();
    world().cache.changeModel(TEN);
    world().log.next(A);
    world().read();
    world().log.delete(A);
    const spoiled = { ...world().log.record(2), value: Buffer.from('{') };
    world().apply([spoiled], 3);
    expect(world().version('alice')).toBeNull();
    expect(world().cache.store.counts()).toMatchObject({ held: 0, parked: 0, graves: 1 });
  });

  it('parks a tombstone that does not follow a deletion', () => {
    world().log.next(A, { login: 'alice' });
    world().log.next(A);
    const tombstone = { ...world().log.record(1), value: null };
    const report = world().apply([world().log.record(0), tombstone], 2);
    expect(report.poisoned).toHaveLength(1);
    expect(world().version('alice')).toBe(1);
  });

  it('skips events of types that it does not know, but counts them as received', () => {
    world().log.next(A, { login: 'alice' });
    const event = world().log.next(A);
    const known = world().log.record(1);
    const value = Buffer.from(JSON.stringify({ ...event, type: 'ClientBlessed' }));
    const headers = { ...known.headers, type: 'ClientBlessed' };
    const report = world().apply([world().log.record(0), { ...known, value, headers }], 2);
    expect(report).toMatchObject({ unknownType: 1, poisoned: [] });
    expect(world().version('alice')).toBe(1);
    expect(world().cache.partitions()[0]).toMatchObject({ received: 2, digest: digestOf(event) });
  });

  it.each(['sid', 'version', 'revision', 'eventId', 'type', 'recordedAt'])(
    'skips a record without header %s, remembers that it did, and goes on',
    (header) => {
      world().log.next(A, { login: 'alice' });
      world().log.behead(A, header);
      world().log.next(B, { login: 'bob' });
      expect(world().read().unreadable).toMatchObject([
        { record: { partition: 0, offset: 0 }, detail: `header ${header} is missing` },
      ]);
      expect(world().version('alice')).toBeNull();
      expect(world().version('bob')).toBe(1);
      expect(world().cache.partitions()[0]).toMatchObject({ offset: 2, unreadable: 1 });
    },
  );

  it('skips a record whose key is not the sid of its headers', () => {
    world().log.next(A);
    const report = world().apply([{ ...world().log.record(0), key: B }], 1);
    expect(report.unreadable).toHaveLength(1);
  });
};

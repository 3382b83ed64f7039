import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EMPTY_DIGEST } from '@tandem/contracts';
import { clientEvent } from '@tandem/contracts/testing';
import { TandemError } from '@tandem/kernel';
import type { CacheStore } from '../cache/cache-store.ts';
import { NEW_CACHE } from '../cache/rows.ts';
import type { HeldVersion, ParkedVersion, PartitionRow, ReceivedVersion } from '../cache/rows.ts';
import { GATE_MS } from '../model/gate.ts';
import { sidOf } from './client-log.ts';
import type { CachePlace, CacheSubject } from './subject.ts';

const received = (version: number): ReceivedVersion => ({
  version,
  eventId: `e${version}`,
  revision: version * 10,
  deleted: false,
});

const event = (index: number, over: Parameters<typeof clientEvent>[0] = {}): ReturnType<typeof clientEvent> =>
  clientEvent({ sid: sidOf(index), credentials: 'sealed', ...over });

const held = (index: number, version: number, over: Partial<HeldVersion> = {}): HeldVersion => ({
  sid: sidOf(index),
  lane: 0,
  version,
  revision: version * 10,
  type: version === 1 ? 'ClientCreated' : 'ClientUpdated',
  recordedAt: 5,
  due: version * 100,
  event: event(index, { version }),
  ...over,
});

const parked: ParkedVersion = {
  sid: sidOf(1),
  topic: 'tandem.clients',
  partition: 2,
  offset: 7,
  version: 3,
  revision: 30,
  type: 'ClientUpdated',
  problem: 'unreadable',
  detail: 'not JSON',
  at: 99,
};

const partition: PartitionRow = {
  topic: 'tandem.clients',
  partition: 1,
  offset: 12,
  received: 30,
  digest: { count: 2, digest: 'ffffffffffffffff' },
  unreadable: 0,
  proved: 5,
  provedIn: 'g1',
};

/** What every cache store must do; run it for each adapter. */
export const cacheStoreContract = (name: string, subject: CacheSubject): void => {
  describe(`cache store: ${name}`, () => {
    let place: CachePlace;
    let store: CacheStore;

    beforeEach(() => {
      place = subject.create();
      store = place.open();
    });

    afterEach(() => place.dispose());

    const show = (index: number, over: Parameters<typeof clientEvent>[0] = {}, appliedAt = 1): void => {
      store.resources.receive(sidOf(index), 0, received(over.version ?? 1));
      store.resources.show({ event: event(index, over), appliedAt });
    };

    describe('clients', () => {
      it('has no row of a Client that it never met', () => {
        expect(store.resources.get(sidOf(1))).toBeNull();
        expect(store.resources.visible(sidOf(1))).toBeNull();
        expect(store.resources.byName('tandem.local', 'alice')).toBeNull();
      });

      it('notes what was received without showing it', () => {
        store.resources.receive(sidOf(1), 3, received(1));
        expect(store.resources.get(sidOf(1))).toEqual({
          sid: sidOf(1),
          lane: 3,
          received: received(1),
          visible: null,
        });
        expect(store.resources.byName('tandem.local', 'alice')).toBeNull();
      });

      it('has a Client that appears as if it had been received and shown', () => {
        const appeared = event(1, { version: 2, revision: 7, createdRevision: 5 });
        store.resources.appear({ event: appeared, appliedAt: 3 }, 4, received(2));
        show(2, { version: 2, revision: 7, createdRevision: 4 });
        expect(store.resources.get(sidOf(1))).toEqual({
          sid: sidOf(1),
          lane: 4,
          received: received(2),
          visible: { version: 2, revision: 7, domain: 'tandem.local', name: 'alice' },
        });
        expect(store.resources.byName('tandem.local', 'alice')).toEqual({ event: appeared, appliedAt: 3 });
        expect(store.resources.forgetGraves(Infinity, 10)).toBe(0);
        store.resources.hide(sidOf(1), 8);
        expect(store.resources.forgetGraves(Infinity, 10)).toBe(1);
      });

      it('goes on showing a version when a later one is received', () => {
        show(1, { version: 1, revision: 10 });
        store.resources.receive(sidOf(1), 0, received(2));
        expect(store.resources.get(sidOf(1))).toMatchObject({
          received: { version: 2 },
          visible: { version: 1, revision: 10, domain: 'tandem.local', name: 'alice' },
        });
        expect(store.resources.visible(sidOf(1))).toEqual({
          event: event(1, { version: 1, revision: 10 }),
          appliedAt: 1,
        });
      });

      it('gives back an event whole, also what this version does not know of it', () => {
        const extended = { ...event(1), laterField: { a: ['ä', null, 1.5] } };
        store.resources.receive(sidOf(1), 0, received(1));
        store.resources.show({ event: extended, appliedAt: 4 });
        expect(store.resources.byName('tandem.local', 'alice')).toEqual({ event: extended, appliedAt: 4 });
      });

      it('answers a login by the Client created last, whichever was shown first', () => {
        show(1, { createdRevision: 50 });
        show(2, { createdRevision: 70 });
        show(3, { createdRevision: 60 });
        expect(store.resources.byName('tandem.local', 'alice')?.event.sid).toBe(sidOf(2));
        store.resources.hide(sidOf(2), 1);
        expect(store.resources.byName('tandem.local', 'alice')?.event.sid).toBe(sidOf(3));
      });

      it('tells domains and cases of a login apart', () => {
        show(1);
        expect(store.resources.byName('other.local', 'alice')).toBeNull();
        expect(store.resources.byName('tandem.local', 'Alice')).toBeNull();
      });

      it('keeps a grave when a Client is hidden by its deletion, until it is forgotten', () => {
        show(1);
        show(2);
        store.resources.receive(sidOf(1), 0, { ...received(2), deleted: true });
        store.resources.hide(sidOf(1), 500);
        expect(store.resources.get(sidOf(1))).toMatchObject({ received: { deleted: true }, visible: null });
        expect(store.counts()).toMatchObject({ clients: 1, graves: 1 });
        expect(store.resources.forgetGraves(500, 10)).toBe(0);
        expect(store.resources.forgetGraves(501, 10)).toBe(1);
        expect(store.resources.get(sidOf(1))).toBeNull();
        expect(store.resources.get(sidOf(2))).not.toBeNull();
      });

      it('forgets the oldest graves first, no more than asked for', () => {
        for (const index of [1, 2, 3]) {
          show(index);
          store.resources.hide(sidOf(index), 100 - index);
        }
        expect(store.resources.forgetGraves(1000, 2)).toBe(2);
        expect(store.resources.get(sidOf(1))).not.toBeNull();
      });

      it('is no grave when something is shown again, or was hidden for another reason', () => {
        show(1);
        store.resources.hide(sidOf(1), 5);
        store.resources.show({ event: event(1), appliedAt: 6 });
        show(2);
        store.resources.hide(sidOf(2), null);
        expect(store.counts().graves).toBe(0);
        expect(store.resources.forgetGraves(1000, 10)).toBe(0);
      });

      it('pages through what is shown, by sid', () => {
        for (const index of [5, 3, 1, 4]) show(index);
        store.resources.receive(sidOf(2), 0, received(1));
        store.resources.hide(sidOf(4), 1);
        const first = store.resources.page('', 2);
        expect(first.map(({ sid }) => sid)).toEqual([sidOf(1), sidOf(3)]);
        expect(store.resources.page(sidOf(3), 2).map(({ sid }) => sid)).toEqual([sidOf(5)]);
        expect(store.resources.page(sidOf(5), 2)).toEqual([]);
      });
    });

    describe('held', () => {
      it('gives a Client’s versions in order, and drops them up to one', () => {
        store.held.put(held(1, 3));
        store.held.put(held(1, 2));
        store.held.put(held(2, 2));
        expect(store.held.of(sidOf(1))).toEqual([held(1, 2), held(1, 3)]);
        expect(store.held.drop(sidOf(1), 2)).toBe(1);
        expect(store.held.of(sidOf(1))).toEqual([held(1, 3)]);
        expect([store.counts().held, store.held.count()]).toEqual([2, 2]);
        expect(new Set(store.held.sids())).toEqual(new Set([sidOf(1), sidOf(2)]));
      });

      it('gives what is due in order of time and then of version, no more than asked for', () => {
        store.held.put(held(1, 4, { due: 200 }));
        store.held.put(held(1, 3, { due: 200 }));
        store.held.put(held(2, 9, { due: 100 }));
        store.held.put(held(3, 1, { due: 201 }));
        expect(store.held.due(200, 10).map(({ version }) => version)).toEqual([9, 3, 4]);
        expect(store.held.due(200, 1).map(({ version }) => version)).toEqual([9]);
        expect(store.held.due(99, 10)).toEqual([]);
        expect(store.held.nextDue()).toBe(100);
      });

      it('knows the lowest revision of a partition', () => {
        expect(store.held.lowestRevision(0)).toBeNull();
        expect(store.held.nextDue()).toBeNull();
        store.held.put(held(1, 3, { revision: 33 }));
        store.held.put(held(2, 2, { revision: 22 }));
        store.held.put(held(3, 1, { revision: 11, lane: 1 }));
        expect(store.held.lowestRevision(0)).toBe(22);
        expect(store.held.lowestRevision(1)).toBe(11);
      });

      it('finds the creation that waits under a login, the latest of several', () => {
        store.held.put(held(1, 1, { revision: 5 }));
        store.held.put(held(2, 1, { revision: 9 }));
        store.held.put(held(3, 2, { revision: 11 }));
        expect(store.held.byName('tandem.local', 'alice')?.sid).toBe(sidOf(2));
        expect(store.held.byName('tandem.local', 'bob')).toBeNull();
      });

      it('lets versions of one partition through the gate, up to a revision', () => {
        store.held.put(held(1, 1, { revision: 5, due: GATE_MS + 100 }));
        store.held.put(held(2, 1, { revision: 6, due: GATE_MS + 200 }));
        store.held.put(held(3, 1, { revision: 4, due: GATE_MS + 300, lane: 1 }));
        store.held.put(held(4, 1, { revision: 1, due: 400 }));
        expect(store.held.openGate(0, 5)).toBe(1);
        expect(store.held.openGate(0, 5)).toBe(0);
        expect([1, 2, 3, 4].map((number) => store.held.of(sidOf(number))[0]?.due)).toEqual([
          ...[100, GATE_MS + 200, GATE_MS + 300, 400],
        ]);
        expect(store.held.due(1e13, 10)).toHaveLength(2);
      });

      it('keeps deletions without an event, and moves all due times', () => {
        const deletion = held(1, 2, { type: 'ClientDeleted', event: null });
        store.held.put(deletion);
        store.held.shift(-150);
        expect(store.held.of(sidOf(1))).toEqual([{ ...deletion, due: deletion.due - 150 }]);
      });
    });

    it('keeps the latest parked version of a Client', () => {
      store.parked.put(parked);
      store.parked.put({ ...parked, version: 4 });
      expect(store.parked.get(sidOf(1))).toEqual({ ...parked, version: 4 });
      expect(store.parked.all(10)).toHaveLength(1);
      expect([store.counts().parked, store.parked.count()]).toEqual([1, 1]);
      expect(store.parked.drop(sidOf(1))).toBe(true);
      expect(store.parked.drop(sidOf(1))).toBe(false);
      expect(store.parked.get(sidOf(1))).toBeNull();
    });

    it('keeps partitions of several topics apart, in order', () => {
      const other = { ...partition, partition: 0, digest: EMPTY_DIGEST };
      store.partitions.save(partition);
      store.partitions.save(other);
      store.partitions.save({ ...partition, topic: 'tandem.numbers' });
      store.partitions.save({ ...partition, offset: 13 });
      expect(store.partitions.get('tandem.clients', 1)).toEqual({ ...partition, offset: 13 });
      expect(store.partitions.get('tandem.clients', 9)).toBeNull();
      expect(store.partitions.all('tandem.clients')).toEqual([other, { ...partition, offset: 13 }]);
    });

    it('knows of itself what it was told, one thing at a time', () => {
      expect(store.meta()).toEqual(NEW_CACHE);
      store.saveMeta({ clock: 7 });
      store.saveMeta({ generation: 'g1', complete: true });
      store.saveMeta({ rebuild: 'operator', partitions: 16 });
      expect(store.meta()).toEqual({
        generation: 'g1',
        complete: true,
        rebuild: 'operator',
        partitions: 16,
        clock: 7,
      });
      store.saveMeta({ rebuild: null });
      expect(store.meta().rebuild).toBeNull();
    });

    it('takes back all of a transaction that throws, and can begin another', () => {
      show(1);
      const failing = (): void =>
        store.transaction(() => {
          show(2);
          store.held.put(held(1, 2));
          store.parked.put(parked);
          store.partitions.save(partition);
          store.saveMeta({ generation: 'g1' });
          throw new TandemError('CONTRACT_VIOLATION', 'half-way');
        });
      expect(failing).toThrow('half-way');
      expect(store.counts()).toEqual({ clients: 1, held: 0, parked: 0, graves: 0 });
      expect(store.partitions.all('tandem.clients')).toEqual([]);
      expect(store.meta()).toEqual(NEW_CACHE);
      expect(store.transaction(() => store.counts().clients)).toBe(1);
    });

    it('says how large it is', () => {
      for (let index = 0; index < 50; index += 1) show(index);
      expect(store.bytes()).toBeGreaterThan(50 * 300);
    });
  });
};

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { digestAdd, EMPTY_DIGEST, TOPICS } from '@tandem/contracts';
import type { ClientEvent } from '@tandem/contracts';
import { seededRandom } from '@tandem/kernel/testing';
import type { BatchReport, VisibleChange } from '../cache/batch-report.ts';
import { UnitCache } from '../cache/unit-cache.ts';
import type { PropagationModel } from '../model/propagation-model.ts';
import { ClientLog, sidOf } from './client-log.ts';
import type { CachePlace, CacheSubject } from './subject.ts';

const topic = TOPICS.clients.name;
const A = sidOf(1);
const B = sidOf(2);
const TEN: PropagationModel = { kind: 'fixed', seconds: 10 };
const DAY_MS = 86_400_000;

const digestOf = (...events: readonly ClientEvent[]): unknown => events.reduce(digestAdd, EMPTY_DIGEST);

/** What a unit cache does with the log's records, on whatever store; run it for each adapter. */
export const unitCacheContract = (name: string, subject: CacheSubject): void => {
  describe(`unit cache: ${name}`, () => {
    let place: CachePlace;
    let cache: UnitCache;
    let log: ClientLog;
    let visible: VisibleChange[];

    beforeEach(() => {
      place = subject.create();
      log = new ClientLog();
      visible = [];
      cache = new UnitCache({
        store: place.open(),
        model: { kind: 'none' },
        random: seededRandom(1),
        onVisible: (changes) => visible.push(...changes),
      });
    });

    afterEach(() => place.dispose());

    /** Applies what the log has new, as records that came after catching up. */
    const read = (now = 0, liveFrom = 0): BatchReport =>
      cache.apply(log.batch(0, cache.position(topic, 0)), { now, liveFrom });
    const readAll = (now = 0): BatchReport => read(now, log.end());
    const version = (login: string): number | null => {
      const belief = cache.belief('tandem.local', login);
      return belief.kind === 'served' ? belief.client.event.version : null;
    };

    it('stores event and position together, and what is visible, received and counted', () => {
      const created = log.next(A, { login: 'alice', recordedAt: 5 });
      expect(read(7)).toMatchObject({ held: 0, ignored: { duplicate: 0, older: 0, deleted: 0 } });
      expect(cache.position(topic, 0)).toBe(1);
      expect(cache.partitions()).toEqual([
        { topic, partition: 0, offset: 1, received: 1, visible: 1, digest: digestOf(created), unreadable: 0 },
      ]);
      expect(cache.find('tandem.local', 'alice')).toEqual({ event: created, appliedAt: 7 });
      expect(visible).toEqual([
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
      log.next(A);
      const batch = log.batch();
      cache.apply({ ...batch, nextOffset: 3, endOffset: 3 }, { now: 0, liveFrom: 0 });
      expect(cache.position(topic, 0)).toBe(3);
      expect(cache.apply(batch, { now: 0, liveFrom: 0 }).ignored.duplicate).toBe(1);
      expect(cache.position(topic, 0)).toBe(3);
    });

    it('ignores a version that it has, wherever on the log it lies', () => {
      log.next(A, { login: 'alice' });
      const updated = log.next(A);
      read();
      const repeated = log.records().map((record, index) => ({ ...record, offset: 2 + index }));
      const report = cache.apply(
        { topic, partition: 0, records: repeated, nextOffset: 4, endOffset: 4 },
        { now: 9, liveFrom: 0 },
      );
      expect(report.ignored).toEqual({ duplicate: 1, older: 1, deleted: 0 });
      expect(version('alice')).toBe(2);
      expect(cache.partitions()[0]).toMatchObject({ offset: 4, digest: digestOf(updated) });
    });

    it('takes a deletion and its tombstone as one, and lets the sid never return', () => {
      log.next(A, { login: 'alice' });
      log.delete(A);
      expect(read().ignored).toEqual({ duplicate: 1, older: 0, deleted: 0 });
      expect(version('alice')).toBeNull();
      expect(visible.at(-1)).toMatchObject({ effect: 'gone', type: 'ClientDeleted' });
      expect(cache.store.counts()).toMatchObject({ clients: 0, graves: 1 });
      expect(cache.partitions()[0]?.digest).toEqual(EMPTY_DIGEST);

      log.next(A);
      const back = log.records().slice(-1);
      const report = cache.apply(
        { topic, partition: 0, records: back, nextOffset: 4, endOffset: 4 },
        { now: 0, liveFrom: 0 },
      );
      expect(report.ignored.deleted).toBe(1);
      expect(version('alice')).toBeNull();
    });

    it('knows a deletion by its tombstone alone, as compaction may have left nothing else', () => {
      log.next(A, { login: 'alice' });
      read();
      log.delete(A);
      const tombstone = log.records().slice(-1);
      cache.apply(
        { topic, partition: 0, records: tombstone, nextOffset: 3, endOffset: 3 },
        { now: 0, liveFrom: 0 },
      );
      expect(version('alice')).toBeNull();
      expect(cache.partitions()[0]?.digest).toEqual(EMPTY_DIGEST);
    });

    it('forgets a grave after seven days', () => {
      log.next(A);
      log.delete(A);
      read(1000);
      expect(cache.forgetGraves(1000 + 7 * DAY_MS)).toBe(0);
      expect(cache.forgetGraves(1001 + 7 * DAY_MS)).toBe(1);
      expect(cache.store.counts().graves).toBe(0);
    });

    it('answers a login by the Client created last, when its successor arrives before its deletion', () => {
      log.next(A, { login: 'alice' });
      log.delete(A);
      const successor = log.next(B, { login: 'alice' });
      const [created, ...deletion] = log.records();
      const take = (records: readonly unknown[], nextOffset: number): unknown =>
        cache.apply(
          { topic, partition: 0, records: records as never, nextOffset, endOffset: 9 },
          { now: 0, liveFrom: 0 },
        );
      take([created], 0);
      take(
        log
          .records()
          .slice(-1)
          .map((record) => ({ ...record, offset: 1 })),
        2,
      );
      expect(cache.find('tandem.local', 'alice')?.event).toEqual(successor);
      take(
        deletion.map((record) => ({ ...record, offset: record.offset + 10 })),
        20,
      );
      expect(cache.find('tandem.local', 'alice')?.event).toEqual(successor);
    });

    describe('holding', () => {
      beforeEach(() => cache.changeModel(TEN));

      it('serves the earlier version until the later one is due', () => {
        log.next(A, { login: 'alice' });
        readAll();
        log.next(A, { recordedAt: 1000 });
        expect(read(1200)).toMatchObject({ held: 1, shown: [] });
        expect(cache.belief('tandem.local', 'alice')).toMatchObject({
          kind: 'served',
          client: { event: { version: 1 } },
          next: { version: 2, due: 11_000, revision: 2 },
          receivedVersion: 2,
          parked: null,
        });
        expect(cache.partitions()[0]).toMatchObject({ received: 2, visible: 1 });
        expect(cache.nextDue()).toBe(11_000);
        expect(cache.releaseDue(10_999)).toEqual([]);
        expect(cache.releaseDue(11_000)).toMatchObject([
          { version: 2, effect: 'changed', visibleAt: 11_000 },
        ]);
        expect(version('alice')).toBe(2);
        expect(cache.partitions()[0]).toMatchObject({ received: 2, visible: 2 });
        expect(cache.nextDue()).toBeNull();
      });

      it('holds a creation that came after catching up, and says so', () => {
        log.next(A, { login: 'alice' });
        read();
        expect(cache.find('tandem.local', 'alice')).toBeNull();
        expect(cache.belief('tandem.local', 'alice')).toMatchObject({ kind: 'held', next: { due: 10_000 } });
        cache.releaseDue(10_000);
        expect(version('alice')).toBe(1);
        expect(visible).toMatchObject([{ effect: 'appeared', live: true }]);
      });

      it('shows at once what it catches up with', () => {
        log.next(A, { login: 'alice', recordedAt: 5 });
        log.next(A, { recordedAt: 6 });
        expect(readAll(7)).toMatchObject({ held: 0, shown: [{ live: false }, { live: false }] });
        expect(version('alice')).toBe(2);
      });

      it('holds a deletion as it holds a change', () => {
        log.next(A, { login: 'alice' });
        readAll();
        log.delete(A);
        read();
        expect(version('alice')).toBe(1);
        expect(cache.partitions()[0]?.digest).toEqual(EMPTY_DIGEST);
        cache.releaseDue(10_000);
        expect(version('alice')).toBeNull();
        expect(cache.store.counts().graves).toBe(1);
      });

      it('counts the received state, held or not, in the digest', () => {
        log.next(A);
        const updated = log.next(A);
        read();
        expect(cache.store.counts()).toMatchObject({ clients: 0, held: 2 });
        expect(cache.partitions()[0]?.digest).toEqual(digestOf(updated));
      });

      it('lets a later version never overtake an earlier one, also after the model has changed', () => {
        log.next(A, { login: 'alice' });
        readAll();
        log.next(A);
        read();
        cache.changeModel({ kind: 'none' });
        log.next(A);
        log.next(B, { login: 'bob' });
        read(1);
        expect(version('alice')).toBe(1);
        expect(version('bob')).toBe(1);
        expect(cache.releaseDue(10_000).map((change) => change.version)).toEqual([2, 3]);
      });

      it('keeps due times when the model changes', () => {
        log.next(A);
        read();
        cache.changeModel({ kind: 'fixed', seconds: 1 });
        expect(cache.nextDue()).toBe(10_000);
      });

      it('keeps the remaining time of what it holds when the wall clock is set back, and only then', () => {
        log.next(A);
        read();
        cache.followClock(4000, 3500);
        cache.followClock(4000, 3_600_000);
        expect(cache.nextDue()).toBe(10_000);
        cache.followClock(4000, 1000);
        expect(cache.nextDue()).toBe(7000);
      });

      it('goes on holding after it was opened again', () => {
        log.next(A, { login: 'alice' });
        readAll();
        log.next(A);
        read();
        cache.store.close();
        cache = new UnitCache({ store: place.open(), model: TEN, random: seededRandom(2) });
        expect(cache.nextDue()).toBe(10_000);
        expect(version('alice')).toBe(1);
        cache.releaseDue(10_000);
        expect(version('alice')).toBe(2);
      });
    });

    describe('bad records', () => {
      it('parks a value that it cannot read, serves the last good version, and goes on', () => {
        log.next(A, { login: 'alice' });
        const poisoned = log.next(A);
        log.spoil(A);
        const other = log.next(B, { login: 'bob' });
        const report = read(50);
        expect(report.poisoned).toMatchObject([
          {
            parked: { sid: A, version: 2, revision: 2, offset: 1, problem: 'unreadable', at: 50 },
            record: { offset: 1, value: Buffer.from('not json') },
          },
        ]);
        expect(cache.belief('tandem.local', 'alice')).toMatchObject({
          kind: 'served',
          client: { event: { version: 1 } },
          receivedVersion: 2,
          parked: { version: 2 },
        });
        expect(version('bob')).toBe(1);
        expect(cache.partitions()[0]).toMatchObject({
          offset: 3,
          received: 3,
          digest: digestOf(poisoned, other),
        });
      });

      it('un-parks a Client by any later version', () => {
        log.next(A, { login: 'alice' });
        log.next(A);
        log.spoil(A);
        read();
        log.next(A);
        read();
        expect(version('alice')).toBe(3);
        expect(cache.store.counts().parked).toBe(0);
      });

      it('shows the version after an unreadable creation, as there is nothing else to serve', () => {
        cache.changeModel(TEN);
        log.next(A, { login: 'alice' });
        log.spoil(A);
        log.next(A);
        read();
        expect(version('alice')).toBe(2);
      });

      it('believes a deletion by its headers, at once, whatever the model holds', () => {
        log.next(A, { login: 'alice' });
        readAll();
        cache.changeModel(TEN);
        log.next(A);
        read();
        log.delete(A);
        const [deletion] = log.records().slice(-2);
        const spoiled = { ...deletion, value: Buffer.from('{') };
        cache.apply(
          { topic, partition: 0, records: [spoiled as never], nextOffset: 3, endOffset: 3 },
          { now: 0, liveFrom: 0 },
        );
        expect(version('alice')).toBeNull();
        expect(cache.store.counts()).toMatchObject({ held: 0, parked: 0, graves: 1 });
      });

      it('parks a tombstone that does not follow a deletion', () => {
        log.next(A, { login: 'alice' });
        log.next(A);
        const [first, second] = log.records();
        const records = [first, { ...second, value: null }] as never;
        const report = cache.apply(
          { topic, partition: 0, records, nextOffset: 2, endOffset: 2 },
          { now: 0, liveFrom: 0 },
        );
        expect(report.poisoned).toHaveLength(1);
        expect(version('alice')).toBe(1);
      });

      it('skips events of types that it does not know, but counts them as received', () => {
        log.next(A, { login: 'alice' });
        const event = log.next(A);
        const [first, second] = log.records();
        const value = Buffer.from(JSON.stringify({ ...event, type: 'ClientBlessed' }));
        const headers = { ...second?.headers, type: 'ClientBlessed' };
        const records = [first, { ...second, value, headers }] as never;
        const report = cache.apply(
          { topic, partition: 0, records, nextOffset: 2, endOffset: 2 },
          { now: 0, liveFrom: 0 },
        );
        expect(report).toMatchObject({ unknownType: 1, poisoned: [] });
        expect(version('alice')).toBe(1);
        expect(cache.partitions()[0]).toMatchObject({ received: 2, digest: digestOf(event) });
      });

      it.each(['sid', 'version', 'revision', 'eventId', 'type', 'recordedAt'])(
        'skips a record without header %s, remembers that it did, and goes on',
        (header) => {
          log.next(A, { login: 'alice' });
          log.behead(A, header);
          log.next(B, { login: 'bob' });
          expect(read().unreadable).toEqual([
            { partition: 0, offset: 0, detail: `header ${header} is missing` },
          ]);
          expect(version('alice')).toBeNull();
          expect(version('bob')).toBe(1);
          expect(cache.partitions()[0]).toMatchObject({ offset: 2, unreadable: 1 });
        },
      );

      it('skips a record whose key is not the sid of its headers', () => {
        log.next(A);
        const [record] = log.records();
        const records = [{ ...record, key: B }] as never;
        const report = cache.apply(
          { topic, partition: 0, records, nextOffset: 1, endOffset: 1 },
          { now: 0, liveFrom: 0 },
        );
        expect(report.unreadable).toHaveLength(1);
      });
    });

    it('reads again, guarded by versions, when its position is set back', () => {
      log.next(A, { login: 'alice' });
      log.next(A);
      read();
      cache.setPosition(topic, 0, 0);
      expect(cache.position(topic, 0)).toBe(0);
      expect(read().ignored).toEqual({ duplicate: 1, older: 1, deleted: 0 });
      expect(version('alice')).toBe(2);
      expect(visible).toHaveLength(2);
    });
  });
};

import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '@tandem/kernel/testing';
import { appendOne, created, gapsOf, mustAppend, readAll } from '../appending.ts';
import { creation, updateOf } from '../client-events.ts';
import type { StoreSubject } from '../store-subject.ts';

const GRACE_MS = 200;

export const gapsContract = (subject: () => StoreSubject): void => {
  describe('gaps', () => {
    const open = async () => {
      const clock = new ManualClock();
      return { clock, store: await subject().open({ clock }) };
    };

    it('ends reading before a gap', async () => {
      const { store } = await open();
      await created(store.journal);
      const gap = await subject().makeGap(store);
      await created(store.journal);
      expect((await readAll(store.journal)).map(({ revision }) => revision)).toEqual(
        Array.from({ length: gap - 1 }, (_, index) => index + 1),
      );
      expect(await store.journal.readFrom(gap, 10)).toEqual([]);
      expect((await store.journal.readFrom(gap + 1, 1))[0]?.revision).toBe(gap + 1);
    });

    it(`fills a gap once the head above it has been there for the grace of ${GRACE_MS} ms`, async () => {
      const { clock, store } = await open();
      const gap = await subject().makeGap(store);
      expect(await store.journal.fillGaps(1, GRACE_MS)).toBe(0);
      clock.advance(GRACE_MS - 1);
      expect(await store.journal.fillGaps(1, GRACE_MS)).toBe(0);
      clock.advance(1);
      expect(await store.journal.fillGaps(1, GRACE_MS)).toBe(1);
      expect((await store.journal.readFrom(gap, 1))[0]).toEqual({ kind: 'noop', revision: gap });
      expect(await gapsOf(store.journal)).toBe(0);
    });

    it('does not begin the grace anew with every new head', async () => {
      const { clock, store } = await open();
      await subject().makeGap(store);
      for (let waited = 0; waited < GRACE_MS; waited += 50) {
        expect(await store.journal.fillGaps(1, GRACE_MS)).toBe(0);
        await created(store.journal);
        clock.advance(50);
      }
      expect(await store.journal.fillGaps(1, GRACE_MS)).toBe(1);
    });

    it('leaves a gap alone that is younger than the grace, and fills older ones', async () => {
      const { clock, store } = await open();
      await subject().makeGap(store);
      await store.journal.fillGaps(1, GRACE_MS);
      clock.advance(GRACE_MS);
      const young = await subject().makeGap(store);
      expect(await store.journal.fillGaps(1, GRACE_MS)).toBe(1);
      expect((await readAll(store.journal)).length).toBe(young - 1);
    });

    it('fills all gaps from a revision on, together', async () => {
      const { clock, store } = await open();
      await subject().makeGap(store);
      const second = await subject().makeGap(store);
      await subject().makeGap(store);
      await store.journal.fillGaps(second, GRACE_MS);
      clock.advance(GRACE_MS);
      expect(await store.journal.fillGaps(second, GRACE_MS)).toBe(2);
      expect(await store.journal.fillGaps(1, GRACE_MS)).toBe(1);
      expect(await store.journal.fillGaps(1, GRACE_MS)).toBe(0);
      expect(await gapsOf(store.journal)).toBe(0);
    });

    it('lets one of two stores fill a gap', async () => {
      const { clock, store } = await open();
      const other = await subject().open({ clock });
      await subject().makeGap(store);
      const stores = [store, other];
      await Promise.all(stores.map(({ journal }) => journal.fillGaps(1, GRACE_MS)));
      clock.advance(GRACE_MS);
      const filled = await Promise.all(stores.map(({ journal }) => journal.fillGaps(1, GRACE_MS)));
      expect(filled[0] ?? 0).not.toBe(filled[1]);
      expect(await gapsOf(store.journal)).toBe(0);
    });

    it('has nothing to fill after a lost conflict or a taken name: the loser has done it at once', async () => {
      const { store } = await open();
      const v1 = await created(store.journal, { login: 'alice' });
      await mustAppend(store.journal, updateOf(v1));
      expect(await appendOne(store.journal, updateOf(v1))).toEqual({ kind: 'conflict' });
      const outcomes = await store.journal.append([creation({ login: 'bob' }), creation({ login: 'bob' })]);
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['appended', 'taken']);
      await created(store.journal);
      expect(await gapsOf(store.journal)).toBe(0);
    });
  });
};

import { describe, expect, it } from '@jest/globals';
import { appendOne, created, mustAppend, readAll, storedAs } from '../appending.ts';
import { creation, deletionOf, updateOf } from '../client-events.ts';
import type { StoreSubject } from '../store-subject.ts';

export const appendContract = (subject: () => StoreSubject): void => {
  describe('append and read', () => {
    it('is empty at first', async () => {
      const { journal } = await subject().open();
      expect(await journal.head()).toBe(0);
      expect(await journal.readFrom(1, 10)).toEqual([]);
      expect(await journal.readStream(creation().stream)).toEqual([]);
    });

    it('answers an append of nothing with nothing', async () => {
      const { journal } = await subject().open();
      expect(await journal.append([])).toEqual([]);
      expect(await journal.head()).toBe(0);
    });

    it('gives events rising revisions and tells the head', async () => {
      const { journal } = await subject().open();
      const first = await created(journal);
      const second = await created(journal);
      expect(second.revision).toBeGreaterThan(first.revision);
      expect(await journal.head()).toBe(second.revision);
    });

    it('reads a stream back in version order, each event exactly as it was appended', async () => {
      const { journal } = await subject().open();
      const v1 = await created(journal, {
        login: 'zoë 😀 "o\'\\',
        metadata: { requestHmac: 'ab'.repeat(32), traceparent: '00-a-b-01' },
      });
      await created(journal);
      const v2 = await mustAppend(journal, updateOf(v1));
      const v3 = await mustAppend(journal, deletionOf(v2));
      expect(await journal.readStream(v1.stream)).toEqual([v1, v2, v3]);
    });

    it('reads entries from a revision on, at most as many as asked for', async () => {
      const { journal } = await subject().open();
      const events = [await created(journal), await created(journal), await created(journal)];
      expect(await readAll(journal)).toEqual(events);
      expect(await journal.readFrom(2, 10)).toEqual(events.slice(1));
      expect(await journal.readFrom(1, 2)).toEqual(events.slice(0, 2));
      expect(await journal.readFrom(4, 10)).toEqual([]);
    });

    it('appends many at once, in the order given', async () => {
      const { journal } = await subject().open();
      const events = Array.from({ length: 40 }, () => creation());
      const outcomes = await journal.append(events);
      expect(outcomes).toEqual(events.map((_, index) => ({ kind: 'appended', revision: index + 1 })));
      expect(await readAll(journal)).toEqual(events.map((event, index) => storedAs(event, index + 1)));
    });

    it('shows to one store what another has appended', async () => {
      const [one, other] = [await subject().open(), await subject().open()];
      const event = await created(one.journal);
      expect(await other.journal.readFrom(1, 10)).toEqual([event]);
    });

    it('keeps everything when it is closed and opened again, and goes on above the highest revision', async () => {
      const store = await subject().open();
      const event = await created(store.journal);
      await store.close();
      const { journal } = await subject().open();
      expect(await journal.readStream(event.stream)).toEqual([event]);
      expect((await created(journal)).revision).toBeGreaterThan(event.revision);
    });

    it('refuses to work once it is closed, and may be closed twice', async () => {
      const store = await subject().open();
      await store.close();
      await store.close();
      await expect(appendOne(store.journal, creation())).rejects.toMatchObject({ code: 'CLOSED' });
      await expect(store.journal.head()).rejects.toMatchObject({ code: 'CLOSED' });
      await expect(store.readModel.get('CL')).rejects.toMatchObject({ code: 'CLOSED' });
      await expect(store.lease.current()).rejects.toMatchObject({ code: 'CLOSED' });
    });
  });
};

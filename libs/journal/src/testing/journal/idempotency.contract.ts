import { describe, expect, it } from '@jest/globals';
import { appendOne, created, mustAppend } from '../appending.ts';
import { creation, deletionOf, updateOf } from '../client-events.ts';
import type { StoreSubject } from '../store-subject.ts';

export const idempotencyContract = (subject: () => StoreSubject): void => {
  describe('the same event again', () => {
    it('is appended with the revision that it has, and stands there once', async () => {
      const [one, other] = [await subject().open(), await subject().open()];
      const event = creation();
      const stored = await mustAppend(one.journal, event);
      await created(one.journal);
      for (const { journal } of [one, other]) {
        expect(await appendOne(journal, event)).toEqual({ kind: 'appended', revision: stored.revision });
      }
      expect(await one.journal.readStream(event.stream)).toEqual([stored]);
    });

    it('may come twice in one append', async () => {
      const { journal } = await subject().open();
      const event = creation();
      const [first, second] = await journal.append([event, event]);
      expect(first).toMatchObject({ kind: 'appended' });
      expect(second).toEqual(first);
      expect(await journal.readStream(event.stream)).toHaveLength(1);
    });

    it('may come from two stores at once', async () => {
      const [one, other] = [await subject().open(), await subject().open()];
      const event = creation();
      const [first, second] = await Promise.all([
        appendOne(one.journal, event),
        appendOne(other.journal, event),
      ]);
      expect(first).toMatchObject({ kind: 'appended' });
      expect(second).toEqual(first);
      expect(await one.journal.readStream(event.stream)).toHaveLength(1);
    });

    it('wins still when later versions are there', async () => {
      const { journal } = await subject().open();
      const v1 = await created(journal);
      const update = updateOf(v1);
      const v2 = await mustAppend(journal, update);
      await mustAppend(journal, updateOf(v2));
      expect(await appendOne(journal, update)).toEqual({ kind: 'appended', revision: v2.revision });
    });

    it('wins still when it was a creation whose name has gone to another since', async () => {
      const { journal } = await subject().open();
      const event = creation({ login: 'alice' });
      const v1 = await mustAppend(journal, event);
      await mustAppend(journal, deletionOf(v1));
      await journal.releaseClaim(v1.revision);
      expect(await appendOne(journal, event)).toEqual({ kind: 'appended', revision: v1.revision });
      await created(journal, { login: 'alice' });
      expect(await appendOne(journal, event)).toEqual({ kind: 'appended', revision: v1.revision });
    });
  });
};

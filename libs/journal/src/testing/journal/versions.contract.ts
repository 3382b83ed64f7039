import { describe, expect, it } from '@jest/globals';
import { appendOne, created, mustAppend } from '../appending.ts';
import { claimOf, creation, updateOf } from '../client-events.ts';
import type { StoreSubject } from '../store-subject.ts';

const NEVER_GIVEN = 1_000_000;

export const versionsContract = (subject: () => StoreSubject): void => {
  describe('versions', () => {
    it('refuses the second writer of a version', async () => {
      const [one, other] = [await subject().open(), await subject().open()];
      const v1 = await created(one.journal);
      const v2 = await mustAppend(one.journal, updateOf(v1));
      expect(await appendOne(other.journal, updateOf(v1))).toEqual({ kind: 'conflict' });
      expect(await one.journal.readStream(v1.stream)).toEqual([v1, v2]);
    });

    it('lets exactly one of two stores write a version at once', async () => {
      const [one, other] = [await subject().open(), await subject().open()];
      const v1 = await created(one.journal);
      const outcomes = await Promise.all(
        [one, other, one, other].map(({ journal }) => appendOne(journal, updateOf(v1))),
      );
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual([
        'appended',
        'conflict',
        'conflict',
        'conflict',
      ]);
    });

    it('gives one outcome for each entry, and no entry touches its neighbours', async () => {
      const { journal } = await subject().open();
      const taken = await created(journal, { login: 'alice' });
      const wins = [creation(), creation(), updateOf(taken)];
      const late = creation({ stream: taken.stream });
      const outcomes = await journal.append([
        wins[0] ?? late,
        late,
        wins[1] ?? late,
        creation({ login: 'alice' }),
        wins[2] ?? late,
      ]);
      expect(outcomes.map(({ kind }) => kind)).toEqual([
        'appended',
        'conflict',
        'appended',
        'taken',
        'appended',
      ]);
      for (const { stream, eventId } of wins) {
        expect((await journal.readStream(stream)).at(-1)).toMatchObject({ eventId });
      }
    });

    it('lets one of two entries of an append have a version', async () => {
      const { journal } = await subject().open();
      const v1 = await created(journal);
      const outcomes = await journal.append([updateOf(v1), updateOf(v1)]);
      expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['appended', 'conflict']);
    });

    it('looks at (stream, version) before the claim', async () => {
      const { journal } = await subject().open();
      const first = await created(journal, { login: 'alice' });
      await created(journal, { login: 'bob' });
      const again = creation({ stream: first.stream, login: 'bob' });
      expect(again.claim).toBe(claimOf('bob'));
      expect(await appendOne(journal, again)).toEqual({ kind: 'conflict' });
    });

    it('refuses an event that rests on a revision which is not below its own', async () => {
      const { journal } = await subject().open();
      const v1 = await created(journal);
      const v2 = updateOf(v1, { previousRevision: NEVER_GIVEN });
      expect(await appendOne(journal, v2)).toEqual({ kind: 'conflict' });
      expect(await journal.readStream(v1.stream)).toEqual([v1]);
      expect((await mustAppend(journal, updateOf(v1))).revision).toBeLessThan(NEVER_GIVEN);
    });
  });
};

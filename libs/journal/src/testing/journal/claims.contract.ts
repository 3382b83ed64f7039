import { describe, expect, it } from '@jest/globals';
import { appendOne, created, gapsOf, mustAppend } from '../appending.ts';
import { claimOf, creation, deletionOf, updateOf } from '../client-events.ts';
import type { StoreSubject } from '../store-subject.ts';

const CREATORS = 50;

export const claimsContract = (subject: () => StoreSubject): void => {
  describe('claims', () => {
    it(`lets exactly one of ${CREATORS} concurrent creations have a login`, async () => {
      const stores = [await subject().open(), await subject().open()];
      const creations = Array.from({ length: CREATORS }, () => creation({ login: 'alice' }));
      const outcomes = await Promise.all(
        creations.map((event, index) => {
          const store = stores[index % stores.length];
          if (store === undefined) throw new Error('no store');
          return appendOne(store.journal, event);
        }),
      );
      const kinds = outcomes.map(({ kind }) => kind);
      expect(kinds.filter((kind) => kind === 'appended')).toHaveLength(1);
      expect(kinds.filter((kind) => kind === 'taken')).toHaveLength(CREATORS - 1);
    });

    it('tells a taken name without a revision spent on it', async () => {
      const { journal } = await subject().open();
      const { revision } = await created(journal, { login: 'alice' });
      expect(await appendOne(journal, creation({ login: 'alice' }))).toEqual({ kind: 'taken' });
      expect(await journal.head()).toBe(revision);
      await created(journal, { login: 'bob' });
      expect(await gapsOf(journal)).toBe(0);
    });

    it('keeps the name through updates', async () => {
      const { journal } = await subject().open();
      const v1 = await created(journal, { login: 'alice' });
      await mustAppend(journal, updateOf(v1));
      expect(await appendOne(journal, creation({ login: 'alice' }))).toEqual({ kind: 'taken' });
    });

    it('lets a later event claim a name too, refuses one that is taken, and sets it free again', async () => {
      const { journal } = await subject().open();
      const v1 = await created(journal, { login: 'alice' });
      const other = await created(journal, { login: 'bob' });
      const v2 = await mustAppend(journal, updateOf(v1, { claim: claimOf('carol') }));
      expect(await appendOne(journal, creation({ login: 'carol' }))).toEqual({ kind: 'taken' });
      expect(await appendOne(journal, updateOf(other, { claim: claimOf('carol') }))).toEqual({
        kind: 'taken',
      });
      expect((await journal.readStream(v1.stream)).map(({ claim }) => claim)).toEqual([
        claimOf('alice'),
        claimOf('carol'),
      ]);
      await journal.releaseClaim(v2.revision);
      await mustAppend(journal, updateOf(other, { claim: claimOf('carol') }));
    });

    it('gives the name free when it is released after the delete', async () => {
      const { journal } = await subject().open();
      const v1 = await created(journal, { login: 'alice' });
      await mustAppend(journal, deletionOf(v1));
      await journal.releaseClaim(v1.revision);
      expect(await appendOne(journal, creation({ login: 'alice' }))).toMatchObject({ kind: 'appended' });
    });

    it('keeps the name taken after a crash between delete and release, until another store finishes it', async () => {
      const crashed = await subject().open();
      const v1 = await created(crashed.journal, { login: 'alice' });
      const v2 = await mustAppend(crashed.journal, deletionOf(v1));
      await crashed.close();
      const { journal } = await subject().open();
      expect(await appendOne(journal, creation({ login: 'alice' }))).toEqual({ kind: 'taken' });
      await journal.releaseClaim(v2.createdRevision);
      expect(await appendOne(journal, creation({ login: 'alice' }))).toMatchObject({ kind: 'appended' });
    });

    it('releases only what that creation held, however often', async () => {
      const { journal } = await subject().open();
      const v1 = await created(journal, { login: 'alice' });
      await mustAppend(journal, deletionOf(v1));
      await journal.releaseClaim(v1.revision);
      const heir = await created(journal, { login: 'alice' });
      await journal.releaseClaim(v1.revision);
      expect(await appendOne(journal, creation({ login: 'alice' }))).toEqual({ kind: 'taken' });
      expect(await journal.readStream(heir.stream)).toEqual([heir]);
      expect((await journal.readStream(v1.stream))[0]).toEqual({ ...v1, claim: null });
    });

    it('takes the release of a revision that is not there', async () => {
      const { journal } = await subject().open();
      await expect(journal.releaseClaim(77)).resolves.toBeUndefined();
    });
  });
};

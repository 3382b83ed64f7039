import { describe, expect, it } from '@jest/globals';
import { useSubject } from './store-subject.ts';
import type { StoreUnderTest } from './store-subject.ts';

/** What every adapter of `CursorStore` must do. */
export const cursorContract = (name: string, underTest: StoreUnderTest): void => {
  describe(`the cursors of ${name}`, () => {
    const subject = useSubject(underTest);

    it('knows none at first', async () => {
      const { cursors } = await subject().open();
      expect(await cursors.load('reader')).toBeNull();
    });

    it('loads what was saved last of each reader, in every store and after a restart', async () => {
      const store = await subject().open();
      await store.cursors.save('first', { revision: 7, failingSince: 1_400_000_000_000 });
      await store.cursors.save('second', { revision: 9, failingSince: null });
      await store.cursors.save('first', { revision: 8, failingSince: null });
      await store.close();
      const { cursors } = await subject().open();
      expect(await cursors.load('first')).toEqual({ revision: 8, failingSince: null });
      expect(await cursors.load('second')).toEqual({ revision: 9, failingSince: null });
    });

    it('forgets what was removed, however often', async () => {
      const { cursors, logMemory } = await subject().open();
      await logMemory.remember({ generation: 'g', revision: 1 });
      await cursors.save('reader', { revision: 7, failingSince: 1 });
      await cursors.remove('reader');
      await cursors.remove('reader');
      expect(await cursors.load('reader')).toBeNull();
      expect(await logMemory.recall()).toEqual({ generation: 'g', revision: 1 });
    });
  });
};

import { describe, expect, it } from '@jest/globals';
import { useSubject } from './store-subject.ts';
import type { StoreUnderTest } from './store-subject.ts';

/** What every adapter of `LogMemoryStore` must do. */
export const logMemoryContract = (name: string, underTest: StoreUnderTest): void => {
  describe(`the log memory of ${name}`, () => {
    const subject = useSubject(underTest);

    it('remembers nothing at first', async () => {
      const { logMemory } = await subject().open();
      expect(await logMemory.recall()).toBeNull();
    });

    it('recalls what was remembered last, in every store and after a restart', async () => {
      const store = await subject().open();
      await store.logMemory.remember({ generation: 'first', revision: 7 });
      await store.logMemory.remember({ generation: 'second', revision: 3 });
      await store.close();
      const { logMemory } = await subject().open();
      expect(await logMemory.recall()).toEqual({ generation: 'second', revision: 3 });
    });
  });
};

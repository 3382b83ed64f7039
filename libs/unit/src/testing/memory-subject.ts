import { MemoryCacheStore, MemoryDisk } from './memory-cache-store.ts';
import type { CacheSubject } from './subject.ts';

export const memorySubject: CacheSubject = {
  create: () => {
    const disk = new MemoryDisk();
    return { open: () => new MemoryCacheStore(disk), dispose: () => undefined };
  },
};

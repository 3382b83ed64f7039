import type { CacheFiles, OpenedCache, PromotedCache } from '../cache/cache-files.ts';
import type { CacheStore } from '../cache/cache-store.ts';
import { MemoryCacheStore } from './memory-cache-store.ts';

/** Caches in memory that outlive their being closed, as files do. */
export class MemoryCacheFiles implements CacheFiles {
  current: MemoryCacheStore;
  candidate: MemoryCacheStore | null = null;
  /** Told of each candidate before it is used. */
  onCandidate: (candidate: MemoryCacheStore) => void = () => undefined;
  /** Why the next promotion fails; null if it does not. */
  failure: string | null = null;

  constructor(current = new MemoryCacheStore()) {
    this.current = current;
  }

  open(): OpenedCache {
    this.current = new MemoryCacheStore(this.current.disk);
    return { store: this.current, discarded: null };
  }

  openCandidate(): CacheStore {
    this.candidate = new MemoryCacheStore();
    this.onCandidate(this.candidate);
    return this.candidate;
  }

  async settle(): Promise<void> {}

  promote(candidate: CacheStore, current: CacheStore): PromotedCache {
    const { failure } = this;
    this.failure = null;
    if (failure !== null) {
      candidate.close();
      return { store: current, discarded: null, failure };
    }
    current.close();
    candidate.close();
    this.current = candidate as MemoryCacheStore;
    return { ...this.open(), failure: null };
  }

  discard(candidate: CacheStore): void {
    candidate.close();
  }
}

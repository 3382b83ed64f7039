import type { CacheStore } from './cache-store.ts';

export interface OpenedCache {
  readonly store: CacheStore;
  /** Why what was there could not be used and was put aside; null when it could, or when there was nothing. */
  readonly discarded: string | null;
}

/**
 * Where a unit keeps its cache, and the one it builds beside it.
 * Throws `STORAGE_FULL`, `DATA_DIR_UNUSABLE` or `DATA_DIR_LOCKED`; what is corrupt is no error but `discarded`.
 */
export interface CacheFiles {
  /** Opens the cache; makes an empty one where there is none, or none that can be used. */
  open(): OpenedCache;
  /** An empty store beside the cache; one left over from before is removed. */
  openCandidate(): CacheStore;
  /** Makes what a candidate holds so far outlast a power failure, without blocking, so that promoting it is quick. */
  settle(candidate: CacheStore): Promise<void>;
  /**
   * Puts the candidate in the cache's place and opens it there; closes both stores given. It either takes effect whole
   * or not at all: on a failure the old cache is opened again.
   */
  promote(candidate: CacheStore, current: CacheStore): PromotedCache;
  /** Closes a candidate and removes it. */
  discard(candidate: CacheStore): void;
}

export interface PromotedCache extends OpenedCache {
  /** Why the candidate did not become the cache; null when it did. */
  readonly failure: string | null;
}

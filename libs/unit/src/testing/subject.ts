import type { CacheStore } from '../cache/cache-store.ts';

/** A kind of cache store under test. */
export interface CacheSubject {
  /** A new, empty place for one. */
  create(): CachePlace;
}

/** Where one cache lies: what it holds outlives the store that was opened on it. */
export interface CachePlace {
  open(): CacheStore;
  /** Closes what is open and removes everything. */
  dispose(): void;
}

export { SqliteBindingStore } from './bindings/sqlite-binding-store.ts';
export type { SqliteBindingStoreOptions } from './bindings/sqlite-binding-store.ts';
export { SqliteCacheFiles } from './cache/sqlite-cache-files.ts';
export { SqliteCacheStore } from './cache/sqlite-cache-store.ts';

export { SqliteCacheFiles } from './cache/sqlite-cache-files.ts';
export { SqliteCacheStore } from './cache/sqlite-cache-store.ts';

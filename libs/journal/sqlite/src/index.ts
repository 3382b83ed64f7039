export { openSqliteStore } from './open-sqlite-store.ts';
export type { SqliteStoreOptions } from './open-sqlite-store.ts';
export { openDatabase } from './open-database.ts';
export type { Durability } from './open-database.ts';
export type { Schema } from './schema.ts';
export { SqliteFile } from './sqlite-file.ts';

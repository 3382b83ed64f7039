import type { CacheCounts, CacheMeta, CacheStore } from '@tandem/unit';
import type { Database } from '../database/database.ts';
import { SqliteResourceTable } from './resource-table.ts';
import { SqliteHeldTable } from './held-table.ts';
import { SqliteMetaTable } from './meta-table.ts';
import { SqliteParkedTable } from './parked-table.ts';
import { SqlitePartitionTable } from './partition-table.ts';

/** A unit cache in one SQLite file, on one connection. The file must hold the schema: see `openCacheFile`. */
export class SqliteCacheStore implements CacheStore {
  readonly resources: SqliteResourceTable;
  readonly held: SqliteHeldTable;
  readonly parked: SqliteParkedTable;
  readonly partitions: SqlitePartitionTable;
  readonly #database: Database;
  readonly #meta: SqliteMetaTable;

  constructor(database: Database) {
    this.#database = database;
    this.resources = new SqliteResourceTable(database);
    this.held = new SqliteHeldTable(database);
    this.parked = new SqliteParkedTable(database);
    this.partitions = new SqlitePartitionTable(database);
    this.#meta = new SqliteMetaTable(database);
  }

  meta(): CacheMeta {
    return this.#meta.get();
  }

  saveMeta(change: Partial<CacheMeta>): void {
    this.#meta.save(change);
  }

  counts(): CacheCounts {
    return this.#meta.counts();
  }

  bytes(): number {
    return this.#database.bytes();
  }

  transaction<T>(work: () => T): T {
    return this.#database.transaction(work);
  }

  /** Commits what a candidate holds so far. */
  flush(): void {
    this.#database.flush();
  }

  close(): void {
    this.#database.close();
  }
}

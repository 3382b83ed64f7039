import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { isTandemError, messageOf } from '@tandem/kernel';
import type { CacheFiles, CacheStore, OpenedCache, PromotedCache } from '@tandem/unit';
import type { Database } from '../database/database.ts';
import { putAside, removeDatabase, replaceDatabase } from '../database/files.ts';
import { openDatabase } from '../database/open-database.ts';
import { APPLICATION_ID, SCHEMA, SCHEMA_VERSION } from './schema.ts';
import { SqliteCacheStore } from './sqlite-cache-store.ts';

const FORMAT = { applicationId: APPLICATION_ID, version: SCHEMA_VERSION, schema: SCHEMA };

const storeOf = (database: Database): SqliteCacheStore => {
  try {
    return new SqliteCacheStore(database);
  } catch (error) {
    database.close();
    throw error;
  }
};

const openStore = (path: string): SqliteCacheStore => storeOf(openDatabase(path, FORMAT));

/** A unit's cache at `path`, the one being built at `path.rebuild`, an unusable one at `path.corrupt`. */
export class SqliteCacheFiles implements CacheFiles {
  readonly #path: string;
  readonly #candidatePath: string;

  constructor(path: string) {
    this.#path = path;
    this.#candidatePath = `${path}.rebuild`;
  }

  open(): OpenedCache {
    mkdirSync(dirname(this.#path), { recursive: true });
    try {
      return { store: openStore(this.#path), discarded: null };
    } catch (error) {
      if (!isTandemError(error, 'CACHE_CORRUPT')) throw error;
      putAside(this.#path);
      return { store: openStore(this.#path), discarded: messageOf(error) };
    }
  }

  openCandidate(): CacheStore {
    removeDatabase(this.#candidatePath);
    return openStore(this.#candidatePath);
  }

  promote(candidate: CacheStore, current: CacheStore): PromotedCache {
    try {
      // Closing its last connection moves a database's write-ahead log into it.
      candidate.close();
      current.close();
      replaceDatabase(this.#candidatePath, this.#path);
      return { ...this.open(), failure: null };
    } catch (error) {
      return { ...this.open(), failure: messageOf(error) };
    }
  }

  discard(candidate: CacheStore): void {
    candidate.close();
    removeDatabase(this.#candidatePath);
  }
}

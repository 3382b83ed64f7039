import { mkdirSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isTandemError, messageOf, TandemError } from '@tandem/kernel';
import type { CacheFiles, CacheStore, OpenedCache, PromotedCache } from '@tandem/unit';
import type { Database } from '../database/database.ts';
import { putAside, removeDatabase, replaceDatabase } from '../database/files.ts';
import { openDatabase } from '../database/open-database.ts';
import type { OpenOptions } from '../database/open-database.ts';
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

const openStore = (path: string, options?: OpenOptions): SqliteCacheStore =>
  storeOf(openDatabase(path, FORMAT, options));

const makeDirectory = (path: string): void => {
  try {
    mkdirSync(path, { recursive: true });
  } catch (cause) {
    throw new TandemError('DATA_DIR_UNUSABLE', `the directory ${path} cannot be made: ${messageOf(cause)}`, {
      cause,
      context: { path },
    });
  }
};

/** A unit's cache at `path`, the one being built at `path.rebuild`, an unusable one at `path.corrupt`. */
export class SqliteCacheFiles implements CacheFiles {
  readonly #path: string;
  readonly #candidatePath: string;
  #candidate: SqliteCacheStore | undefined;

  constructor(path: string) {
    this.#path = path;
    this.#candidatePath = `${path}.rebuild`;
  }

  open(): OpenedCache {
    makeDirectory(dirname(this.#path));
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
    // What a crash leaves of it is thrown away, so nothing is spent on surviving one.
    this.#candidate = openStore(this.#candidatePath, { durability: 'scratch' });
    return this.#candidate;
  }

  async settle(): Promise<void> {
    this.#candidate?.flush();
    const file = await open(this.#candidatePath, 'r');
    try {
      await file.sync();
    } finally {
      await file.close();
    }
  }

  promote(candidate: CacheStore, current: CacheStore): PromotedCache {
    try {
      this.#candidate?.flush();
      this.#candidate = undefined;
      candidate.close();
      current.close();
      replaceDatabase(this.#candidatePath, this.#path);
      // It was written just now; reading all of it would keep calls waiting.
      return { store: openStore(this.#path, { check: false }), discarded: null, failure: null };
    } catch (error) {
      return { ...this.open(), failure: messageOf(error) };
    }
  }

  discard(candidate: CacheStore): void {
    this.#candidate = undefined;
    candidate.close();
    removeDatabase(this.#candidatePath);
  }
}

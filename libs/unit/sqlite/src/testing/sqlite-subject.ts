import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CacheStore } from '@tandem/unit';
import type { CacheSubject } from '@tandem/unit/testing';
import { SqliteCacheFiles } from '../cache/sqlite-cache-files.ts';

/** Caches in files of a temporary directory each. */
export const sqliteSubject: CacheSubject = {
  create: () => {
    const directory = mkdtempSync(join(tmpdir(), 'tandem-unit-cache-'));
    const files = new SqliteCacheFiles(join(directory, 'cache.sqlite'));
    let store: CacheStore | undefined;
    return {
      open: () => {
        store = files.open().store;
        return store;
      },
      dispose: () => {
        store?.close();
        rmSync(directory, { recursive: true, force: true });
      },
    };
  },
};

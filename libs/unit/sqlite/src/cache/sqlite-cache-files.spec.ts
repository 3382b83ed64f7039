import {
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { clientEvent } from '@tandem/contracts/testing';
import { tempDir } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import type { CacheStore } from '@tandem/unit';
import { sidOf } from '@tandem/unit/testing';
import { SqliteCacheFiles } from './sqlite-cache-files.ts';

describe('SqliteCacheFiles', () => {
  let directory: TempDir;
  let path: string;
  let files: SqliteCacheFiles;
  const open: CacheStore[] = [];

  beforeEach(async () => {
    directory = await tempDir('tandem-cache-files-');
    path = join(directory.path, 'unit', 'cache.sqlite');
    files = new SqliteCacheFiles(path);
  });

  afterEach(async () => {
    for (const store of open.splice(0)) store.close();
    await directory.remove();
  });

  const opened = (): { readonly store: CacheStore; readonly discarded: string | null } => {
    const result = files.open();
    open.push(result.store);
    return result;
  };

  const fill = (store: CacheStore, clients: number, login = 'alice'): void =>
    store.transaction(() => {
      for (let index = 1; index <= clients; index += 1) {
        const sid = sidOf(index);
        store.resources.receive(sid, 0, { version: 1, eventId: 'e', revision: index, deleted: false });
        const event = clientEvent({ sid, credentials: 'sealed' });
        store.resources.show({ event: { ...event, state: { ...event.state, login } }, appliedAt: 1 });
      }
    });

  /** A cache of some 100 kB, closed, so that all of it is in its main file. */
  const written = (): void => {
    const { store } = files.open();
    fill(store, 100);
    store.close();
  };

  it('makes the directory and an empty cache, and finds again what was stored', () => {
    const { store, discarded } = opened();
    expect(discarded).toBeNull();
    fill(store, 3);
    store.close();
    expect(opened().store.counts().clients).toBe(3);
  });

  it('finds again what a process that was killed had stored', () => {
    const { store } = opened();
    fill(store, 3);
    const copy = join(directory.path, 'killed.sqlite');
    for (const suffix of ['', '-wal']) writeFileSync(`${copy}${suffix}`, readFileSync(`${path}${suffix}`));
    const found = new SqliteCacheFiles(copy).open();
    open.push(found.store);
    expect(found).toMatchObject({ discarded: null });
    expect(found.store.counts().clients).toBe(3);
  });

  const damages: readonly [string, () => void, RegExp][] = [
    ['noise', () => writeFileSync(path, Buffer.alloc(20_000, 'noise')), /is corrupt/],
    ['cut off', () => truncateSync(path, 30_000), /is corrupt/],
    ['cut to a few bytes, which SQLite takes for empty', () => truncateSync(path, 3), /was cut to 3 bytes/],
    ['emptied', () => truncateSync(path, 0), /was cut to 0 bytes/],
    ['overwritten in the middle', () => overwrite(path, 8192, 12_000), /is corrupt/],
    [
      'a database of another program',
      () => {
        rmSync(path);
        const other = new DatabaseSync(path);
        other.exec('CREATE TABLE t (a)');
        other.close();
      },
      /another program/,
    ],
    [
      'of another version',
      () => {
        const other = new DatabaseSync(path);
        other.exec('PRAGMA user_version = 99');
        other.close();
      },
      /has format 99/,
    ],
  ];

  it.each(damages)(
    'puts a file aside that is %s, says why, and begins an empty one',
    (_what, damage, why) => {
      written();
      damage();
      const { store, discarded } = opened();
      expect(discarded).toMatch(why);
      expect(store.counts().clients).toBe(0);
      fill(store, 1);
      expect(existsSync(`${path}.corrupt`)).toBe(true);
    },
  );

  it('keeps only the latest of the files put aside', () => {
    written();
    for (const text of ['first', 'second']) {
      writeFileSync(path, text.repeat(5000));
      opened().store.close();
    }
    expect(readFileSync(`${path}.corrupt`, 'utf8')).toMatch(/^second/);
    expect(readdirSync(join(directory.path, 'unit')).filter((name) => name.includes('corrupt'))).toHaveLength(
      1,
    );
  });

  it('refuses with a clear error where it cannot write at all', () => {
    writeFileSync(join(directory.path, 'file'), '');
    const within = new SqliteCacheFiles(join(directory.path, 'file', 'cache.sqlite'));
    expect(() => within.open()).toThrow(expect.objectContaining({ code: 'DATA_DIR_UNUSABLE' }));
  });

  describe('a candidate', () => {
    it('is empty, lies beside the cache, and leaves nothing when it is discarded', () => {
      fill(opened().store, 2);
      const first = files.openCandidate();
      fill(first, 1);
      first.close();
      const second = files.openCandidate();
      expect(second.counts().clients).toBe(0);
      files.discard(second);
      expect(readdirSync(join(directory.path, 'unit')).filter((name) => name.includes('rebuild'))).toEqual(
        [],
      );
    });

    it('takes the place of the cache, and is what is found from then on', async () => {
      const { store } = opened();
      fill(store, 2, 'old');
      const candidate = files.openCandidate();
      fill(candidate, 3, 'new');
      await files.settle();
      const promoted = files.promote(candidate, store);
      open.push(promoted.store);
      expect(promoted.failure).toBeNull();
      expect(promoted.store.counts().clients).toBe(3);
      expect(promoted.store.resources.byName('tandem.local', 'old')).toBeNull();
      fill(promoted.store, 4, 'new');
      promoted.store.close();
      expect(opened().store.counts().clients).toBe(4);
    });

    it('keeps what it was given before and after a step that failed', async () => {
      const { store } = opened();
      const candidate = files.openCandidate();
      fill(candidate, 2);
      const failing = (): void =>
        candidate.transaction(() => {
          candidate.resources.hide(sidOf(1), 5);
          throw new TypeError('this step fails');
        });
      expect(failing).toThrow('this step fails');
      expect(candidate.counts().clients).toBe(2);
      fill(candidate, 3);
      await files.settle();
      fill(candidate, 4);
      const promoted = files.promote(candidate, store);
      open.push(promoted.store);
      expect(promoted).toMatchObject({ failure: null });
      expect(promoted.store.counts()).toMatchObject({ clients: 4 });
    });

    it('does not inherit the write-ahead log of the cache that it replaces', () => {
      const { store } = opened();
      fill(store, 50, 'old');
      const stale = readFileSync(`${path}-wal`);
      const candidate = files.openCandidate();
      fill(candidate, 1, 'new');
      store.close();
      writeFileSync(`${path}-wal`, stale);
      const promoted = files.promote(candidate, store);
      open.push(promoted.store);
      expect(promoted).toMatchObject({ failure: null, discarded: null });
      expect(promoted.store.counts().clients).toBe(1);
    });

    it('leaves the cache as it was when it cannot take over', () => {
      const { store } = opened();
      fill(store, 2);
      const candidate = files.openCandidate();
      files.discard(candidate);
      const promoted = files.promote(candidate, store);
      open.push(promoted.store);
      expect(promoted.failure).toMatch(/ENOENT/);
      expect(promoted.store.counts().clients).toBe(2);
    });
  });
});

const overwrite = (path: string, from: number, length: number): void => {
  const handle = openSync(path, 'r+');
  writeSync(handle, Buffer.alloc(length, 0xab), 0, length, from);
  closeSync(handle);
};

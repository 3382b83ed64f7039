import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { isTandemError } from '@tandem/kernel';
import { seededRandom } from '@tandem/kernel/testing';
import { tempDir } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { UnitCache } from '@tandem/unit';
import { ClientLog, sidOf } from '@tandem/unit/testing';
import { Database } from '../database/database.ts';
import { SCHEMA } from './schema.ts';
import { SqliteCacheStore } from './sqlite-cache-store.ts';

const topic = TOPICS.clients.name;

describe('a full disk', () => {
  let directory: TempDir;
  let database: Database;
  let cache: UnitCache;
  let log: ClientLog;

  beforeEach(async () => {
    directory = await tempDir('tandem-cache-full-');
    database = new Database(join(directory.path, 'cache.sqlite'));
    database.exec(SCHEMA);
    cache = new UnitCache({
      store: new SqliteCacheStore(database),
      model: { kind: 'none' },
      random: seededRandom(1),
    });
    log = new ClientLog();
    for (let index = 0; index < 300; index += 1) log.next(sidOf(index), { login: `login-${index}` });
  });

  afterEach(async () => {
    database.close();
    await directory.remove();
  });

  const apply = (from: number, to: number): void =>
    void cache.apply(
      { ...log.batch(), records: log.records().slice(from, to), nextOffset: to },
      { now: 0, liveFrom: Infinity },
    );

  const codeOf = (work: () => void): string => {
    try {
      work();
      return 'none';
    } catch (error) {
      return isTandemError(error) ? error.code : String(error);
    }
  };

  const limitTo = (pages: number): void => void database.pragma(`max_page_count = ${pages}`);

  it('refuses the batch whole, serves what it has, and takes it when there is room', () => {
    apply(0, 100);
    const before = cache.partitions();
    limitTo(Number(database.pragma('page_count')) + 2);
    expect(codeOf(() => apply(100, 300))).toBe('STORAGE_FULL');
    expect(cache.partitions()).toEqual(before);
    expect(cache.position(topic, 0)).toBe(100);
    expect(cache.store.counts().clients).toBe(100);
    expect(cache.find('tandem.local', 'login-99')?.event.version).toBe(1);
    expect(cache.find('tandem.local', 'login-100')).toBeNull();
    limitTo(1_000_000);
    apply(100, 300);
    expect(cache.store.counts().clients).toBe(300);
    expect(cache.position(topic, 0)).toBe(300);
  });

  it('says that a read-only file cannot be written, and still answers', () => {
    apply(0, 100);
    database.exec('PRAGMA query_only = ON');
    expect(codeOf(() => apply(100, 300))).toBe('STORAGE_FULL');
    expect(cache.find('tandem.local', 'login-99')?.event.version).toBe(1);
  });
});

import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type TempDir, tempDir } from '@tandem/testing';
import { noProgress } from '../progress.ts';
import { type CacheEntry, ensureCacheEntry } from './cache-entry.ts';

let dir: TempDir;
let path: string;
let builds: number;

beforeEach(async () => {
  builds = 0;
  dir = await tempDir();
  path = join(dir.path, 'cache', 'entry-1');
});

afterEach(() => dir.remove());

function entry(build: CacheEntry['build']): CacheEntry {
  return {
    path,
    title: 'entry',
    build: async (target) => {
      builds++;
      await build(target);
    },
  };
}

const whole = (target: string): Promise<void> => {
  writeFileSync(join(target, 'first'), '1');
  return new Promise((resolve) => {
    setImmediate(() => {
      writeFileSync(join(target, 'second'), '2');
      resolve();
    });
  });
};

describe('ensureCacheEntry', () => {
  it('builds once for all who ask at once, and shows nobody half of it', async () => {
    const paths = await Promise.all(
      Array.from({ length: 10 }, async () => {
        const found = await ensureCacheEntry(entry(whole), noProgress);
        return [found, readdirSync(found).sort()];
      }),
    );
    expect(paths).toEqual(Array.from({ length: 10 }, () => [path, ['first', 'second']]));
    expect(builds).toBe(1);
    expect(readdirSync(join(dir.path, 'cache'))).toEqual(['entry-1']);
  });

  it('is absent after a build that fails, and built by the next', async () => {
    const broken = entry(async (target) => {
      writeFileSync(join(target, 'first'), '1');
      throw new RangeError('no network');
    });
    await expect(ensureCacheEntry(broken, noProgress)).rejects.toThrow('no network');
    expect(readdirSync(join(dir.path, 'cache'))).toEqual([]);
    await ensureCacheEntry(entry(whole), noProgress);
    expect(existsSync(join(path, 'second'))).toBe(true);
  });

  it('removes what a killed build left, and nothing of other entries', async () => {
    mkdirSync(join(dir.path, 'cache', 'entry-1.building-x'), { recursive: true });
    mkdirSync(join(dir.path, 'cache', 'entry-12.building-y'));
    await ensureCacheEntry(entry(whole), noProgress);
    expect(readdirSync(join(dir.path, 'cache')).sort()).toEqual(['entry-1', 'entry-12.building-y']);
  });

  it('keeps the entry of another process that was quicker, in spite of the lock', async () => {
    const late = entry(async (target) => {
      mkdirSync(path);
      writeFileSync(join(path, 'theirs'), 'x');
      writeFileSync(join(target, 'ours'), 'x');
    });
    expect(readFileSync(join(await ensureCacheEntry(late, noProgress), 'theirs'), 'utf8')).toBe('x');
    expect(readdirSync(join(dir.path, 'cache'))).toEqual(['entry-1']);
  });
});

import { existsSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type TempDir, tempDir, waitFor } from '@tandem/testing';
import { withLockFile } from './lock-file.ts';

const TIMES = { heartbeatMs: 20, staleMs: 30_000, waitMs: 20_000 };

let dir: TempDir;
let path: string;

beforeEach(async () => {
  dir = await tempDir();
  path = join(dir.path, 'lock');
});

afterEach(() => dir.remove());

describe('withLockFile', () => {
  it('lets one work at a time, tells the others once, and leaves no file', async () => {
    let [working, most, told] = [0, 0, 0];
    const work = async (): Promise<void> => {
      most = Math.max(most, ++working);
      await waitFor(() => told === 4, { timeoutMs: 500 }).catch(() => undefined);
      working--;
    };
    await Promise.all(
      Array.from({ length: 5 }, () => withLockFile(path, work, { onWait: () => told++, times: TIMES })),
    );
    expect({ most, told }).toEqual({ most: 1, told: 4 });
    expect(existsSync(path)).toBe(false);
  });

  it('gives the file free when the work fails', async () => {
    await expect(withLockFile(path, () => Promise.reject(new RangeError('broken')))).rejects.toThrow(
      'broken',
    );
    expect(existsSync(path)).toBe(false);
  });

  it('takes the file of a holder that died', async () => {
    writeFileSync(path, 'dead');
    const longAgo = new Date(Date.now() - 60_000);
    utimesSync(path, longAgo, longAgo);
    expect(await withLockFile(path, async () => 'worked', { times: TIMES })).toBe('worked');
  });

  it('does not wait for ever for a holder that lives', async () => {
    const impatient = { ...TIMES, waitMs: 50 };
    const second = (): Promise<void> => withLockFile(path, async () => undefined, { times: impatient });
    await withLockFile(path, () => expect(second()).rejects.toMatchObject({ code: 'CACHE_LOCKED' }), {
      times: TIMES,
    });
  });

  it('touches the file again and again while it works, as a sign of life', async () => {
    const longAgo = new Date(Date.now() - 60_000);
    const touched = (): Promise<boolean> =>
      waitFor(() => statSync(path).mtimeMs > longAgo.getTime() + 50_000);
    await withLockFile(
      path,
      async () => {
        for (let beat = 0; beat < 3; beat++) {
          utimesSync(path, longAgo, longAgo);
          await touched();
        }
      },
      { times: TIMES },
    );
  });

  it('leaves the file to whoever took it meanwhile', async () => {
    await withLockFile(path, async () => writeFileSync(path, 'another'), { times: TIMES });
    expect(readFileSync(path, 'utf8')).toBe('another');
  });
});

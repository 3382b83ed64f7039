import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { tempDir } from './temp-dir.ts';

describe('tempDir', () => {
  it('makes an empty directory of its own and removes it with all it holds, twice if asked', async () => {
    const first = await tempDir('tandem-spec-');
    const second = await tempDir('tandem-spec-');
    expect(first.path).not.toBe(second.path);
    expect(readdirSync(first.path)).toEqual([]);
    writeFileSync(join(first.path, 'file'), 'x');

    await Promise.all([first.remove(), second.remove()]);
    await first.remove();

    expect([existsSync(first.path), existsSync(second.path)]).toEqual([false, false]);
  });
});

import { homedir } from 'node:os';
import { describe, expect, it } from '@jest/globals';
import { cacheDir } from './cache-dir.ts';

describe('cacheDir', () => {
  it.each([
    ['its own variable first', { TANDEM_STACK_CACHE: '/own', XDG_CACHE_HOME: '/xdg' }, '/own'],
    ["the user's cache directory", { TANDEM_STACK_CACHE: '', XDG_CACHE_HOME: '/xdg' }, '/xdg/tandem-stack'],
    ['a relative XDG_CACHE_HOME never', { XDG_CACHE_HOME: 'xdg' }, `${homedir()}/.cache/tandem-stack`],
    ['~/.cache by default', {}, `${homedir()}/.cache/tandem-stack`],
  ])('takes %s', (_, env, expected) => {
    expect(cacheDir(env)).toBe(expected);
  });

  it('refuses a relative path of its own, naming the variable', () => {
    expect(() => cacheDir({ TANDEM_STACK_CACHE: 'cache' })).toThrow(
      /TANDEM_STACK_CACHE must be an absolute path/,
    );
  });
});

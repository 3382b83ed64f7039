import { describe, expect, it } from '@jest/globals';
import { parseBenchOptions } from './options.ts';

const KNOWN = ['writes', 'parser'];

describe('parseBenchOptions', () => {
  it('takes names and options in any order', () => {
    expect(parseBenchOptions(['writes', '--json', 'x.json', 'parser', '--quick'], KNOWN)).toMatchObject({
      ok: true,
      value: { names: ['writes', 'parser'], json: 'x.json', quick: true, help: false },
    });
  });

  it('names what it does not know', () => {
    expect(parseBenchOptions(['reads'], KNOWN)).toMatchObject({ error: expect.stringContaining('reads') });
    expect(parseBenchOptions(['--fast'], KNOWN)).toMatchObject({ error: expect.stringContaining('--fast') });
  });
});

import { describe, expect, it } from '@jest/globals';
import { parseStat } from './process-cpu.ts';

describe('parseStat', () => {
  it('adds user and system time, and is not led astray by the command', () => {
    const stat = '4711 (a) b (c) S 17 4711 4711 0 -1 4194304 900 0 0 0 250 30 7 8 20 0 1 0 99';
    expect(parseStat(stat)).toEqual({ parent: 17, ticks: 280 });
  });
});

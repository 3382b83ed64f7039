import { describe, expect, it } from '@jest/globals';
import { FAULTS } from '../faults/index.ts';
import { parseChaosOptions } from './options.ts';

describe('the options of npm run chaos', () => {
  it('injects everything once by default', () => {
    expect(parseChaosOptions([], 5)).toEqual({
      ok: true,
      value: { faults: FAULTS, mixed: 4, rounds: 1, seed: 5 },
    });
  });

  it('takes names, numbers and a seed', () => {
    const options = parseChaosOptions(
      ['--faults', 'kill-unit,backlog', '--mixed', '0', '--rounds', '2', '--seed', '9'],
      5,
    );
    expect(options).toMatchObject({
      ok: true,
      value: { faults: [{ name: 'kill-unit' }, { name: 'backlog' }], mixed: 0, rounds: 2, seed: 9 },
    });
    expect(parseChaosOptions(['--help'], 5)).toEqual({ ok: true, value: null });
  });

  it.each([
    [['--faults', 'earthquake'], /no fault "earthquake"/],
    [['--rounds', 'x'], /--rounds/],
    [['--seed', '-1'], /seed/],
    [['now'], /now/],
  ])('refuses %j', (args, error) => {
    expect(parseChaosOptions(args, 5)).toEqual({ ok: false, error: expect.stringMatching(error) });
  });
});

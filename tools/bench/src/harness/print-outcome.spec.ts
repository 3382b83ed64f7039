import { describe, expect, it } from '@jest/globals';
import { figure, outcomeLines } from './print-outcome.ts';
import { isMet, ratioVerdict } from './report.ts';
import type { Outcome } from './report.ts';

describe('figure', () => {
  it.each([
    [null, ''],
    [0, '0'],
    [0.01234, '0.0123'],
    [9.999, '10'],
    [123.4, '123'],
    [1_234_567, '1,234,567'],
    [Number.NaN, '–'],
    [Infinity, '–'],
  ])('%p is shown as "%s"', (value, text) => {
    expect(figure(value)).toBe(text);
  });
});

describe('isMet', () => {
  const verdict = (value: number, target: { atLeast?: number; atMost?: number }) =>
    isMet(ratioVerdict('x', { median: value, min: 0, max: 99 }, target));

  it('takes the bound itself', () => {
    expect(verdict(0.5, { atLeast: 0.5 })).toBe(true);
    expect(verdict(4, { atMost: 4 })).toBe(true);
  });

  it('judges the median, in the right direction', () => {
    expect(verdict(0.49, { atLeast: 0.5 })).toBe(false);
    expect(verdict(4.1, { atMost: 4 })).toBe(false);
  });

  it('does not take what was not measured for a success', () => {
    expect(verdict(Number.NaN, { atLeast: 0.5 })).toBe(false);
    expect(verdict(Number.NaN, { atMost: 4 })).toBe(false);
  });
});

describe('outcomeLines', () => {
  it('aligns a table, and says of each target whether it is met', () => {
    const outcome: Outcome = {
      kind: 'measured',
      tables: [{ title: 'Speed', columns: ['per s'], rows: [{ name: 'we', cells: [1500] }] }],
      verdicts: [
        ratioVerdict('we : they', { median: 0.4, min: 0.3, max: 0.6 }, { atLeast: 0.5 }),
        { what: 'p99', value: 3, unit: 'ms', target: { atMost: 20 } },
      ],
      notes: ['noisy'],
    };
    expect(outcomeLines('speed', outcome)).toEqual([
      '',
      'Speed',
      '      per s',
      '  we  1,500',
      '  we : they: 0.4 × (rounds 0.3 to 0.6), target ≥ 0.5: MISSED',
      '  p99: 3 ms, target ≤ 20: met',
      '  · noisy',
    ]);
  });

  it('says why something was skipped', () => {
    const outcome: Outcome = { kind: 'skipped', why: 'there is no Kamailio' };
    expect(outcomeLines('speed', outcome)).toEqual(['', 'speed: skipped, there is no Kamailio']);
  });
});

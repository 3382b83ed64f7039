import { describe, expect, it } from '@jest/globals';
import { ratioOf, takeTurns, valuesOf } from './compare.ts';
import type { Side } from './compare.ts';

/** A side that gives these numbers one after the other, and notes when it was asked. */
const side = (name: string, values: readonly number[], asked: string[] = []): Side<number> => ({
  name,
  round: async (index) => {
    asked.push(`${name}${index}`);
    return values[index] ?? Number.NaN;
  },
});

describe('takeTurns', () => {
  it('turns the order round by round, so that a drift favours none', async () => {
    const asked: string[] = [];
    await takeTurns([side('a', [], asked), side('b', [], asked)], { warmUps: 1, rounds: 2 });
    expect(asked).toEqual(['a0', 'b0', 'b1', 'a1', 'a2', 'b2']);
  });

  it('throws the warm-up away, for all sides', async () => {
    const sides = [side('a', [1000, 2, 3]), side('b', [0, 4, 5])];
    const samples = await takeTurns(sides, { warmUps: 1, rounds: 2 });
    expect(valuesOf(samples, 'a', Number)).toEqual([2, 3]);
    expect(valuesOf(samples, 'b', Number)).toEqual([4, 5]);
  });
});

describe('ratioOf', () => {
  it('divides within each round: what slows both does not count', async () => {
    const sides = [side('a', [10, 100, 1000]), side('b', [20, 200, 2000])];
    const samples = await takeTurns(sides, { warmUps: 0, rounds: 3 });
    expect(ratioOf(samples, ['a', 'b'], Number)).toEqual({ median: 0.5, min: 0.5, max: 0.5 });
  });

  it('has the median of the rounds, not the ratio of the medians', async () => {
    const sides = [side('a', [1, 1, 9]), side('b', [1, 2, 3])];
    const samples = await takeTurns(sides, { warmUps: 0, rounds: 3 });
    expect(ratioOf(samples, ['a', 'b'], Number)).toEqual({ median: 1, min: 0.5, max: 3 });
  });
});

import { describe, expect, it } from '@jest/globals';
import { delaysOf, instantsOf } from './delays.ts';

describe('delaysOf', () => {
  const answered = instantsOf(['a', 'b', 'c'], [10, 20, 30]);

  it('joins by name, whatever the order', () => {
    expect([...delaysOf(answered, instantsOf(['c', 'a', 'b'], [33, 11, 22]))]).toEqual([1, 2, 3]);
  });

  it('counts what came before as at once, and what never came as never', () => {
    expect([...delaysOf(answered, instantsOf(['a', 'b'], [9, 21]))]).toEqual([0, 1, Infinity]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { CatchUp } from './catch-up.ts';

const batch = (partition: number, nextOffset: number, endOffset: number) => ({
  topic: 'tandem.clients',
  partition,
  records: [],
  nextOffset,
  endOffset,
});

describe('CatchUp', () => {
  it('is done when all partitions have reached the end that each had first', () => {
    const catchUp = new CatchUp(2);
    catchUp.advance(batch(0, 50, 100));
    catchUp.advance(batch(1, 0, 0));
    expect(catchUp.done).toBe(false);
    expect(catchUp.goalOf(batch(0, 70, 170))).toBe(100);
    catchUp.advance(batch(0, 100, 200));
    expect(catchUp.done).toBe(true);
  });

  it('is never done while nobody knows how many partitions there are', () => {
    const catchUp = new CatchUp(null);
    catchUp.advance(batch(0, 0, 0));
    expect(catchUp.done).toBe(false);
    catchUp.expect(1);
    expect(catchUp.done).toBe(true);
  });

  it('takes a new goal for a partition that begins anew', () => {
    const catchUp = new CatchUp(1);
    catchUp.advance(batch(0, 10, 10));
    catchUp.restart(0);
    expect(catchUp.goalOf(batch(0, 0, 4))).toBe(4);
    expect(catchUp.done).toBe(true);
  });
});

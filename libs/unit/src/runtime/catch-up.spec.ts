import { describe, expect, it } from '@jest/globals';
import { RESOURCE_TOPICS } from '@tandem/contracts';
import { CatchUp } from './catch-up.ts';

const batch = (partition: number, nextOffset: number, endOffset: number, topic = 'tandem.clients') => ({
  topic,
  partition,
  records: [],
  nextOffset,
  endOffset,
});

/** The topics of other resources are empty. */
const others = (catchUp: CatchUp, partitions: number): void => {
  for (const topic of RESOURCE_TOPICS.slice(1)) {
    for (let at = 0; at < partitions; at += 1) catchUp.advance(batch(at, 0, 0, topic));
  }
};

describe('CatchUp', () => {
  it('is done when all partitions have reached the end that each had first', () => {
    const catchUp = new CatchUp(2);
    catchUp.advance(batch(0, 50, 100));
    catchUp.advance(batch(1, 0, 0));
    expect(catchUp.done).toBe(false);
    expect(catchUp.goalOf(batch(0, 70, 170))).toBe(100);
    catchUp.advance(batch(0, 100, 200));
    expect(catchUp.done).toBe(false);
    others(catchUp, 2);
    expect(catchUp.done).toBe(true);
  });

  it('is never done while nobody knows how many partitions there are', () => {
    const catchUp = new CatchUp(null);
    catchUp.advance(batch(0, 0, 0));
    others(catchUp, 1);
    expect(catchUp.done).toBe(false);
    catchUp.expect(1);
    expect(catchUp.done).toBe(true);
  });

  it('takes a new goal for a partition that begins anew', () => {
    const catchUp = new CatchUp(1);
    catchUp.advance(batch(0, 10, 10));
    others(catchUp, 1);
    catchUp.restart(0);
    expect(catchUp.goalOf(batch(0, 0, 4))).toBe(4);
    expect(catchUp.done).toBe(true);
  });
});

import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { Timeline } from './timeline.ts';

describe('Timeline', () => {
  it('knows when each revision was first reached', () => {
    const line = new Timeline();
    line.advance(5, 100);
    line.advance(5, 150);
    line.advance(9, 200);
    expect([1, 5, 6, 9, 10].map((revision) => line.reachedAt(revision))).toEqual([100, 100, 200, 200, null]);
    expect(line.revision).toBe(9);
  });

  it('begins anew when it goes back', () => {
    const line = new Timeline();
    line.advance(9, 100);
    line.advance(3, 200);
    expect([line.reachedAt(3), line.reachedAt(9)]).toEqual([200, null]);
  });

  it('is never early, however much it forgets', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 200 }), (steps) => {
        const line = new Timeline(8);
        const reached = new Map<number, number>();
        let revision = 0;
        steps.forEach((step, at) => {
          for (let next = revision + 1; next <= revision + step; next += 1) reached.set(next, at);
          revision += step;
          line.advance(revision, at);
        });
        for (const [wanted, at] of reached) expect(line.reachedAt(wanted)).toBeGreaterThanOrEqual(at);
        expect(line.reachedAt(revision)).toBe(reached.get(revision));
        expect(line.reachedAt(revision + 1)).toBeNull();
      }),
    );
  });
});

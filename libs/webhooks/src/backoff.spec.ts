import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '@tandem/kernel/testing';
import { backoff } from './backoff.ts';

const limits = { firstMs: 5000, longestMs: 600_000 };

describe('the pause before another attempt', () => {
  it.each([
    [1, 5000],
    [2, 10_000],
    [7, 320_000],
    [8, 600_000],
    [5000, 600_000],
  ])('after attempt %d is at most %d ms, and at least half of that', (attempt, longest) => {
    const random = seededRandom(attempt);
    for (let round = 0; round < 100; round += 1) {
      const pause = backoff(attempt, limits, random);
      expect(pause).toBeGreaterThanOrEqual(longest / 2);
      expect(pause).toBeLessThanOrEqual(longest);
    }
  });
});

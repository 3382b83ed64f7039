import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '@tandem/kernel/testing';
import { Backoff } from './index.ts';

describe('Backoff', () => {
  it('doubles up to its limit, give or take a tenth, and starts again after a success', () => {
    const backoff = new Backoff({ firstMs: 100, maxMs: 1000, random: seededRandom(1) });
    for (const base of [100, 200, 400, 800, 1000, 1000]) {
      const pause = backoff.next();
      expect(pause).toBeGreaterThanOrEqual(base * 0.9);
      expect(pause).toBeLessThanOrEqual(base * 1.1);
    }
    backoff.reset();
    expect(backoff.next()).toBeLessThanOrEqual(110);
  });

  it('stays finite for ever', () => {
    const backoff = new Backoff({ firstMs: 1, maxMs: 5000, random: seededRandom(1) });
    for (let i = 0; i < 5000; i++) expect(backoff.next()).toBeLessThanOrEqual(5500);
  });
});

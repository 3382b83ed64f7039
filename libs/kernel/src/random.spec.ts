import { describe, expect, it } from '@jest/globals';
import { systemRandom } from './index.ts';

describe('systemRandom', () => {
  it('never gives the same bytes twice, across the refills of its pool', () => {
    const given = Array.from({ length: 2000 }, () => systemRandom.bytes(16).toString('hex'));
    expect(new Set(given).size).toBe(given.length);
    expect(given).not.toContain('0'.repeat(32));
  });

  it('leaves what was given out untouched by later requests', () => {
    const first = systemRandom.bytes(16);
    const copy = Buffer.from(first);
    for (let i = 0; i < 1000; i++) systemRandom.bytes(16);
    expect(first.equals(copy)).toBe(true);
  });

  it.each([0, 1, 16, 256, 257, 5000])('gives %d bytes when asked for %d', (count) => {
    expect(systemRandom.bytes(count)).toHaveLength(count);
  });

  it('gives numbers in [0, 1), spread evenly', () => {
    const numbers = Array.from({ length: 4000 }, () => systemRandom.float());
    expect(Math.min(...numbers)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...numbers)).toBeLessThan(1);
    // 8 standard deviations of the mean.
    expect(Math.abs(numbers.reduce((sum, n) => sum + n, 0) / numbers.length - 0.5)).toBeLessThan(0.04);
  });
});

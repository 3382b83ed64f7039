import { describe, expect, it } from '@jest/globals';
import { GenerationalCache } from './generational-cache.ts';

describe('GenerationalCache', () => {
  it('keeps what is asked for, and drops what is not, within its bound', () => {
    const cache = new GenerationalCache<number>(10);
    cache.set('kept', 0);
    for (let i = 1; i <= 100; i += 1) {
      cache.set(`k${i}`, i);
      expect(cache.get('kept')).toBe(0);
      expect(cache.size).toBeLessThanOrEqual(20);
    }
    expect(cache.get('k1')).toBeUndefined();
    expect(cache.get('k100')).toBe(100);
  });

  it('forgets in both generations', () => {
    const cache = new GenerationalCache<number>(2);
    for (let i = 1; i <= 3; i += 1) cache.set(`k${i}`, i);
    cache.delete('k1');
    cache.delete('k3');
    expect([cache.get('k1'), cache.get('k2'), cache.get('k3')]).toEqual([undefined, 2, undefined]);
    cache.clear();
    expect(cache.size).toBe(0);
  });
});

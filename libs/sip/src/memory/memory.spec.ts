import { describe, expect, it } from '@jest/globals';
import { BoundedMap } from './bounded-map.ts';
import { ownText } from './own-text.ts';

describe('ownText', () => {
  it('is the same text, octet for octet', () => {
    const all = String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code));
    expect(ownText(all)).toBe(all);
    expect(ownText('')).toBe('');
    expect(ownText(all.repeat(5))).toBe(all.repeat(5));
    expect(ownText('short')).toBe('short');
  });
});

describe('BoundedMap', () => {
  it('is an ordinary map below its capacity', () => {
    const map = new BoundedMap<string, number>(100);
    map.set('a', 1);
    map.set('b', 2);
    map.set('a', 3);
    expect(map.size).toBe(2);
    expect(map.get('a')).toBe(3);
    expect(map.delete('a')).toBe(true);
    expect(map.delete('a')).toBe(false);
    expect(map.get('a')).toBeUndefined();
    map.clear();
    expect(map.size).toBe(0);
  });

  it('never holds more than its capacity, and always the younger half of it', () => {
    const map = new BoundedMap<number, number>(10);
    for (let i = 0; i < 1000; i++) {
      map.set(i, i);
      expect(map.size).toBeLessThanOrEqual(10);
      for (let young = Math.max(0, i - 4); young <= i; young++) expect(map.get(young)).toBe(young);
    }
    expect(map.get(980)).toBeUndefined();
  });

  it('counts setting again as young', () => {
    const map = new BoundedMap<string, number>(4);
    map.set('kept', 0);
    for (let i = 1; i < 100; i++) {
      map.set(`other ${i}`, i);
      map.set('kept', i);
    }
    expect(map.get('kept')).toBe(99);
  });
});

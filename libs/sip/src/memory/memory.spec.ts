import { describe, expect, it } from '@jest/globals';
import { BoundedMap } from './bounded-map.ts';
import { ownText } from './own-text.ts';

describe('ownText', () => {
  it('is the same text, octet for octet', () => {
    const all = String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code));
    expect(ownText(all)).toBe(all);
    expect(ownText('')).toBe('');
  });
});

describe('BoundedMap', () => {
  it('forgets what was set longest ago when it is full', () => {
    const map = new BoundedMap<string, number>(2);
    map.set('a', 1);
    map.set('b', 2);
    map.set('a', 3);
    map.set('c', 4);
    expect([...map.entries()]).toEqual([
      ['a', 3],
      ['c', 4],
    ]);
  });

  it('keeps its bound however much is set', () => {
    const map = new BoundedMap<number, number>(10);
    for (let i = 0; i < 1000; i++) map.set(i, i);
    expect(map.size).toBe(10);
    expect(map.get(999)).toBe(999);
    expect(map.get(0)).toBeUndefined();
  });

  it('deletes and clears', () => {
    const map = new BoundedMap<string, number>(2);
    map.set('a', 1);
    expect(map.delete('a')).toBe(true);
    expect(map.delete('a')).toBe(false);
    map.set('b', 1);
    map.clear();
    expect(map.size).toBe(0);
  });
});

import { describe, expect, it } from '@jest/globals';
import { SourceRate } from './source-rate.ts';

const taken = (rate: SourceRate, address: string, now: number, tries: number): number =>
  Array.from({ length: tries }, () => rate.take(address, now)).filter(Boolean).length;

describe('SourceRate', () => {
  it('gives one address 200 a second by default, and again in the next second', () => {
    const rate = new SourceRate();
    expect(taken(rate, '192.0.2.1', 1000, 500)).toBe(200);
    expect(taken(rate, '192.0.2.1', 1999, 500)).toBe(0);
    expect(taken(rate, '192.0.2.1', 2000, 500)).toBe(200);
  });

  it('counts each address by itself', () => {
    const rate = new SourceRate({ perSecond: 1 });
    expect(rate.take('192.0.2.1', 0)).toBe(true);
    expect(rate.take('192.0.2.2', 0)).toBe(true);
    expect(rate.take('192.0.2.1', 0)).toBe(false);
  });

  it('refuses new addresses beyond its bound, not those it knows', () => {
    const rate = new SourceRate({ perSecond: 5, sources: 2 });
    expect(['a', 'b', 'c', 'a'].map((address) => rate.take(address, 0))).toEqual([true, true, false, true]);
  });

  it('can be turned off', () => {
    expect(taken(new SourceRate({ perSecond: Infinity }), 'a', 0, 10_000)).toBe(10_000);
  });
});

import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '@tandem/kernel/testing';
import { Standstill } from './index.ts';

describe('Standstill', () => {
  it('counts from when a value was seen first, and begins again with another', () => {
    const clock = new ManualClock();
    const standstill = new Standstill(clock);
    clock.advance(1000);
    expect(standstill.observe('1/1')).toBe(0);
    clock.advance(30);
    expect(standstill.observe('1/1')).toBe(30);
    expect(standstill.observe('1/2')).toBe(0);
    clock.advance(5);
    expect(standstill.observe('1/2')).toBe(5);
  });
});

import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '@tandem/kernel/testing';
import { SettledHead } from './index.ts';

const GRACE_MS = 200;

describe('SettledHead', () => {
  it('knows no settled head before the grace is over', () => {
    const clock = new ManualClock();
    const heads = new SettledHead(clock);
    expect(heads.observe(7, GRACE_MS)).toBe(0);
    clock.advance(GRACE_MS - 1);
    expect(heads.observe(7, GRACE_MS)).toBe(0);
    clock.advance(1);
    expect(heads.observe(7, GRACE_MS)).toBe(7);
  });

  it('follows a rising head at the distance of the grace', () => {
    const clock = new ManualClock();
    const heads = new SettledHead(clock);
    const settled = [];
    for (let head = 1; head <= 6; head++) {
      settled.push(heads.observe(head, GRACE_MS));
      clock.advance(100);
    }
    expect(settled).toEqual([0, 0, 1, 2, 3, 4]);
  });

  it('is not misled by a head that seems to fall', () => {
    const clock = new ManualClock();
    const heads = new SettledHead(clock);
    heads.observe(7, GRACE_MS);
    heads.observe(5, GRACE_MS);
    clock.advance(GRACE_MS);
    expect(heads.observe(5, GRACE_MS)).toBe(7);
  });
});

import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '@tandem/kernel/testing';
import { Fleet, progressMsOf } from './fleet.ts';

describe('Fleet', () => {
  it('counts each unit that was heard lately once, and no longer one that fell silent', () => {
    const clock = new ManualClock();
    const fleet = new Fleet(clock);
    expect(fleet.units).toBe(0);
    for (const unit of ['cp-1', 'cp-2', 'cp-1']) fleet.heard(unit);
    clock.advance(1000);
    expect(fleet.units).toBe(2);
    clock.advance(8000);
    fleet.heard('cp-2');
    clock.advance(2000);
    expect(fleet.units).toBe(1);
    clock.advance(11_000);
    expect(fleet.units).toBe(0);
  });
});

describe('the pace of reports of progress', () => {
  it.each([
    [0, 10],
    [4, 10],
    [10, 10],
    [16, 16],
    [300, 300],
    [5000, 1000],
  ])('is, of one of %i units, one in %i ms at most', (units, ms) => expect(progressMsOf(units)).toBe(ms));
});

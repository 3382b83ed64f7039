import { describe, expect, it } from '@jest/globals';
import { latenciesOf, median, percentile, spreadOf } from './statistics.ts';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('percentile', () => {
  it('is the smallest value that the share does not exceed', () => {
    expect(percentile(upTo(100), 0.99)).toBe(99);
    expect(percentile(upTo(1000), 0.99)).toBe(990);
    expect(percentile(upTo(101), 0.99)).toBe(100);
    expect(percentile([7], 0.5)).toBe(7);
    expect(percentile([1, 2], 1)).toBe(2);
  });

  it('is a value that was measured, never one in between', () => {
    expect(percentile([1, 1000], 0.5)).toBe(1);
  });

  it('is no number where nothing was measured', () => {
    expect(percentile([], 0.99)).toBeNaN();
  });
});

describe('median', () => {
  it('is the middle one, or the mean of the middle two', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([9, 1, 5, 7])).toBe(6);
  });

  it('compares numbers, not their text', () => {
    expect(median([9, 10, 100])).toBe(10);
  });

  it('is no number where nothing was measured', () => {
    expect(median([])).toBeNaN();
  });
});

describe('spreadOf', () => {
  it('has the middle and both ends', () => {
    expect(spreadOf([3, 1, 2])).toEqual({ median: 2, min: 1, max: 3 });
  });
});

describe('latenciesOf', () => {
  it('does not need them in order, and leaves them as they are', () => {
    const measured = upTo(200).reverse();
    expect(latenciesOf(measured)).toEqual({ count: 200, p50: 100, p99: 198, max: 200 });
    expect(measured[0]).toBe(200);
  });

  it('shows what never came', () => {
    expect(latenciesOf([1, Infinity])).toMatchObject({ p50: 1, p99: Infinity });
  });
});

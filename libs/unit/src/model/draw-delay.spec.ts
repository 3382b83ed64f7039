import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '@tandem/kernel/testing';
import { drawDelay, drawDue } from './draw-delay.ts';
import type { PropagationModel } from './propagation-model.ts';

const SEED = 20131104;
const START = Date.UTC(2013, 10, 4, 16, 33, 39, 250);

const sample = (model: PropagationModel, count = 20_000): number[] => {
  const random = seededRandom(SEED);
  return Array.from({ length: count }, () => drawDelay(model, random, START)).toSorted((a, b) => a - b);
};

const quantile = (sorted: readonly number[], q: number): number =>
  sorted[Math.floor(q * (sorted.length - 1))] ?? Number.NaN;

describe(`drawDelay (seed ${SEED})`, () => {
  it('is 0 for none and exact for fixed', () => {
    expect(drawDelay({ kind: 'none' }, seededRandom(1), START)).toBe(0);
    expect(drawDelay({ kind: 'fixed', seconds: 2.5 }, seededRandom(1), START)).toBe(2500);
  });

  it('is spread evenly over the range for uniform, whole milliseconds', () => {
    const delays = sample({ kind: 'uniform', from: 1, to: 3 });
    expect(delays.every((delay) => Number.isInteger(delay) && delay >= 1000 && delay <= 3000)).toBe(true);
    for (const q of [0.1, 0.25, 0.5, 0.75, 0.9]) {
      expect(Math.abs(quantile(delays, q) - (1000 + 2000 * q))).toBeLessThan(30);
    }
  });

  it('has the asked-for median and 99th percentile for lognormal', () => {
    const delays = sample({ kind: 'lognormal', p50: 2, p99: 30 });
    expect(quantile(delays, 0.5) / 2000).toBeCloseTo(1, 1);
    expect(quantile(delays, 0.99) / 30_000).toBeGreaterThan(0.9);
    expect(quantile(delays, 0.99) / 30_000).toBeLessThan(1.1);
    expect(quantile(delays, 0.01) / (2000 * (2 / 30))).toBeGreaterThan(0.9);
    expect(quantile(delays, 0.01) / (2000 * (2 / 30))).toBeLessThan(1.1);
  });

  it('cuts the tail of lognormal at a day', () => {
    const delays = sample({ kind: 'lognormal', p50: 40_000, p99: 86_400 });
    expect(delays.at(-1)).toBe(86_400_000);
  });

  it('is a point for lognormal with equal percentiles', () => {
    expect(new Set(sample({ kind: 'lognormal', p50: 3, p99: 3 }, 100))).toEqual(new Set([3000]));
  });

  it.each([
    [60, START, 20_750],
    [0.5, START, 250],
    [60, START + 20_750, 60_000],
  ])('ends at the next multiple of the interval %d', (seconds, start, delay) => {
    const drawn = drawDelay({ kind: 'interval', seconds }, seededRandom(1), start);
    expect(drawn).toBe(delay);
    expect((start + drawn) % (seconds * 1000)).toBe(0);
  });
});

describe('drawDue', () => {
  const model: PropagationModel = { kind: 'fixed', seconds: 10 };

  it('counts from the recording', () => {
    expect(drawDue(model, { random: seededRandom(1), recordedAt: 1000, receivedAt: 4000 })).toBe(11_000);
  });

  it('counts from the receipt when the journal’s clock is ahead of this one', () => {
    expect(drawDue(model, { random: seededRandom(1), recordedAt: 3_600_000, receivedAt: 4000 })).toBe(14_000);
  });
});

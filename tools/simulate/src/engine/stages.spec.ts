import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '@tandem/kernel/testing';
import { Histogram } from './histogram.ts';
import { Link, poissonArrivals, throughBatches } from './stages.ts';

const single = (at: number) => ({ recordedAt: [at], at });

describe('poissonArrivals', () => {
  it('comes at its rate, with gaps that vary as much as they are long', () => {
    const arrivals = poissonArrivals(100, 100_000, () => random.float());
    const gaps = arrivals.map((at, index) => at - (arrivals[index - 1] ?? 0));
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
    const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
    expect(mean / 10).toBeCloseTo(1, 1);
    expect(deviation / mean).toBeCloseTo(1, 1);
  });
  const random = seededRandom(7);
});

describe('throughBatches', () => {
  it('takes all that waits when it is free, and nobody twice', () => {
    const done = throughBatches([0, 1, 2, 9, 30].map(single), { serviceMs: () => 5, mostRecords: 500 });
    expect(done).toEqual([
      { recordedAt: [0], at: 5 },
      { recordedAt: [1, 2], at: 10 },
      { recordedAt: [9], at: 15 },
      { recordedAt: [30], at: 35 },
    ]);
  });

  it('takes no more than it may', () => {
    const done = throughBatches([0, 0, 0].map(single), { serviceMs: (count) => count, mostRecords: 2 });
    expect(done.map(({ recordedAt, at }) => [recordedAt.length, at])).toEqual([
      [2, 2],
      [1, 3],
    ]);
  });

  it('of one at a time waits as an M/D/1 queue: ρ / 2(1 − ρ) services', () => {
    const random = seededRandom(11);
    const arrivals = poissonArrivals(50, 4_000_000, () => random.float());
    const done = throughBatches(arrivals.map(single), { serviceMs: () => 10, mostRecords: 1 });
    const waits = done.map(({ recordedAt, at }) => at - (recordedAt[0] ?? 0) - 10);
    const mean = waits.reduce((sum, wait) => sum + wait, 0) / waits.length;
    expect(mean / 5).toBeCloseTo(1, 1);
  });
});

describe('Link', () => {
  it('sends one copy after the other, and what comes later behind them', () => {
    const link = new Link(1000);
    expect(link.send(0, 10, 3)).toEqual({ first: 10, last: 30 });
    expect(link.send(5, 10, 1)).toEqual({ first: 40, last: 40 });
    expect(link.send(100, 10, 2)).toEqual({ first: 110, last: 120 });
  });
});

describe('Histogram', () => {
  it('knows quantiles to about one percent, and the longest exactly', () => {
    const histogram = new Histogram();
    for (let ms = 1; ms <= 10_000; ms += 1) histogram.add(ms);
    expect(histogram.quantile(0.5) / 5000).toBeCloseTo(1, 1);
    expect(histogram.quantile(0.99) / 9900).toBeCloseTo(1, 1);
    expect(histogram.quantile(1)).toBe(10_000);
    expect(histogram.cumulative().at(-1)?.[1]).toBeCloseTo(1, 9);
  });
});

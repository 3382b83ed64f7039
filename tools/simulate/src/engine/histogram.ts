const PER_DECADE = 200;
const DECADES = 10;
/** Everything shorter counts as this, milliseconds. */
const LEAST = 1e-2;

/** Durations in logarithmic buckets, 1.2 % wide, of which any number costs the same memory. */
export class Histogram {
  readonly #counts = new Float64Array(PER_DECADE * DECADES + 1);
  count = 0;
  max = 0;

  add(ms: number): void {
    const place = Math.round(Math.log10(Math.max(ms, LEAST) / LEAST) * PER_DECADE);
    const bucket = Math.min(place, this.#counts.length - 1);
    this.#counts[bucket] = (this.#counts[bucket] ?? 0) + 1;
    this.count += 1;
    this.max = Math.max(this.max, ms);
  }

  /** @param fraction 0 to 1; 1 is the longest */
  quantile(fraction: number): number {
    if (this.count === 0) return Number.NaN;
    if (fraction >= 1) return this.max;
    let left = fraction * this.count;
    for (const [bucket, count] of this.#counts.entries()) {
      left -= count;
      if (left <= 0 && count > 0) return Math.min(this.max, LEAST * 10 ** (bucket / PER_DECADE));
    }
    return this.max;
  }

  /** Points of the cumulative distribution: milliseconds, and the fraction that was no longer. */
  cumulative(): readonly (readonly [ms: number, fraction: number])[] {
    const points: [number, number][] = [];
    let sum = 0;
    for (const [bucket, count] of this.#counts.entries()) {
      if (count === 0) continue;
      sum += count;
      points.push([LEAST * 10 ** (bucket / PER_DECADE), sum / this.count]);
    }
    return points;
  }
}

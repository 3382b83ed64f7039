/** The middle of a set of measurements, and how far they lie apart. */
export interface Spread {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** How long something took, milliseconds. */
export interface Latencies {
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly max: number;
}

const ascending = (values: Iterable<number>): Float64Array => Float64Array.from(values).sort();

/**
 * The smallest value that at least this share of all values does not exceed (nearest rank, no interpolation).
 * @param sorted ascending
 * @param share 0 < share ≤ 1
 * @returns NaN when there are no values
 */
export const percentile = (sorted: ArrayLike<number>, share: number): number => {
  const rank = Math.max(1, Math.ceil(share * sorted.length));
  return sorted[rank - 1] ?? Number.NaN;
};

/** The mean of the two middle values when there are two. NaN when there are no values. */
export const median = (values: Iterable<number>): number => {
  const sorted = ascending(values);
  const half = sorted.length / 2;
  const upper = sorted[Math.floor(half)] ?? Number.NaN;
  return Number.isInteger(half) ? ((sorted[half - 1] ?? Number.NaN) + upper) / 2 : upper;
};

/** NaN throughout when there are no values. */
export const spreadOf = (values: readonly number[]): Spread => {
  const sorted = ascending(values);
  return {
    median: median(sorted),
    min: sorted[0] ?? Number.NaN,
    max: sorted.at(-1) ?? Number.NaN,
  };
};

/** NaN throughout when there are no values. */
export const latenciesOf = (milliseconds: Iterable<number>): Latencies => {
  const sorted = ascending(milliseconds);
  return {
    count: sorted.length,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    max: sorted.at(-1) ?? Number.NaN,
  };
};

import type { Random } from '@tandem/kernel';

export interface BackoffLimits {
  /** Before the second attempt, milliseconds. */
  readonly firstMs: number;
  /** The longest pause, milliseconds. */
  readonly longestMs: number;
}

const HALF = 0.5;

/**
 * How long to wait before the next attempt, milliseconds: twice as long each time, somewhere in the upper half, so that
 * what failed together does not come back together. @param attempt 1 after the first one
 */
export const backoff = (attempt: number, { firstMs, longestMs }: BackoffLimits, random: Random): number => {
  const full = Math.min(longestMs, firstMs * 2 ** Math.min(attempt - 1, 30));
  return full * (HALF + HALF * random.float());
};

import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { parsePairs } from '../body/percent.ts';
import { problem } from '../errors/problem.ts';
import type { Problem } from '../errors/problem.ts';

const HOUR = 3600;
export const DEFAULT_GRACE_SECONDS = HOUR;
export const MAX_GRACE_SECONDS = 7 * 24 * HOUR;

const WHOLE = /^\d{1,6}$/;

/** For how many seconds an AuthToken goes on that is replaced, of a query string without its question mark. */
export const graceOf = (query: string): Result<number, Problem> => {
  const pairs = parsePairs(query);
  if (!pairs.ok) return pairs;
  const text = pairs.value['GracePeriod'] ?? String(DEFAULT_GRACE_SECONDS);
  if (WHOLE.test(text) && Number(text) <= MAX_GRACE_SECONDS) return ok(Number(text));
  return err(problem(21107, { detail: `GracePeriod is not a whole number from 0 to ${MAX_GRACE_SECONDS}` }));
};

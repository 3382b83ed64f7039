import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { parsePairs } from '../body/percent.ts';
import { problem } from '../errors/problem.ts';
import type { Problem } from '../errors/problem.ts';

/** Whether a query string, without its question mark, sets a flag: `true` or `false` in any case; false where absent. */
export const flagOf = (query: string, name: 'Force'): Result<boolean, Problem> => {
  const pairs = parsePairs(query);
  if (!pairs.ok) return pairs;
  const text = pairs.value[name]?.toLowerCase() ?? 'false';
  if (text !== 'true' && text !== 'false') {
    return err(problem(21107, { detail: `${name} is neither true nor false` }));
  }
  return ok(text === 'true');
};

import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import type { FastifyRequest } from 'fastify';
import { parsePairs } from '../body/percent.ts';
import { problem } from '../errors/problem.ts';
import type { Problem } from '../errors/problem.ts';

const WHOLE = /^[1-9]\d{0,14}$/;

/** A whole number above 0 of a query string, without its question mark; null where it is not given. */
export const wholeNumber = (query: string, name: 'FirstRow' | 'Revision'): Result<number | null, Problem> => {
  const pairs = parsePairs(query);
  if (!pairs.ok) return pairs;
  const text = pairs.value[name];
  if (text === undefined) return ok(null);
  return WHOLE.test(text) ? ok(Number(text)) : err(problem(21123));
};

/** The query string of a request, without its question mark. */
export const queryOf = ({ url }: FastifyRequest): string => {
  const start = url.indexOf('?');
  return start === -1 ? '' : (url.slice(start + 1).split('#', 1)[0] ?? '');
};

import { PROBLEM_CODES } from '@tandem/provisioning';
import { HTTP_PROBLEMS } from './http-problems.ts';
import type { HttpProblem } from './http-problems.ts';

const entries = (problems: Readonly<Record<number, HttpProblem>>): [number, HttpProblem][] =>
  Object.entries(problems).map(([code, problem]) => [Number(code), problem]);

const fieldProblems = Object.entries(PROBLEM_CODES).map(
  ([code, { title, remedy }]): [number, HttpProblem] => [Number(code), { status: 400, title, remedy }],
);

/** Every published code, those of fields (213xx) included, in ascending order: docs/errors.md lists the same. */
export const PROBLEM_CATALOGUE: ReadonlyMap<number, HttpProblem> = new Map(
  [...entries(HTTP_PROBLEMS), ...fieldProblems].sort(([a], [b]) => a - b),
);

/** Where the pages of all codes are served. */
export const ERROR_PAGES = '/docs/errors';

/** A code's page; `more_info` points there. */
export const errorPagePath = (code: number): string => `${ERROR_PAGES}/${code}`;

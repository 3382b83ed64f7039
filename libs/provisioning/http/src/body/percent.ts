import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { problem } from '../errors/problem.ts';
import type { Problem } from '../errors/problem.ts';

const MALFORMED = /%(?![0-9A-Fa-f]{2})/;

/** Decodes one name or value of `application/x-www-form-urlencoded` (WHATWG URL §5.1), but strictly. */
const decode = (text: string): Result<string, Problem> => {
  const spaced = text.includes('+') ? text.replaceAll('+', ' ') : text;
  if (!spaced.includes('%')) return ok(spaced);
  if (MALFORMED.test(spaced)) return err(problem(21102));
  try {
    return ok(decodeURIComponent(spaced));
  } catch {
    return err(problem(21103));
  }
};

/**
 * Reads `name=value&…` of a form or a query. Stricter than browsers: malformed escapes, text that is not UTF-8 and a
 * repeated name are refused rather than guessed at.
 * @returns an object without prototype, so that no name can reach one.
 */
export const parsePairs = (text: string): Result<Record<string, string>, Problem> => {
  const fields = Object.create(null) as Record<string, string>;
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals === -1 ? pair : pair.slice(0, equals));
    if (!name.ok) return name;
    const value = decode(equals === -1 ? '' : pair.slice(equals + 1));
    if (!value.ok) return value;
    if (name.value in fields) return err(problem(21104, { detail: repeated(name.value) }));
    fields[name.value] = value.value;
  }
  return ok(fields);
};

const SHOWN = 64;

/** Names the repeated field, cut short: the name is the caller's text. */
export const repeated = (name: string): string =>
  `The field ${JSON.stringify(name.slice(0, SHOWN))} is given more than once`;

import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import type { RequestFields } from '@tandem/provisioning';
import { problem } from '../errors/problem.ts';
import type { Problem } from '../errors/problem.ts';

const parse = (text: string): Result<unknown, Problem> => {
  try {
    return ok(JSON.parse(text) as unknown);
  } catch {
    return err(problem(21105));
  }
};

/** The text that a JSON value stands for; null where it stands for none. A number that lost digits is refused. */
const textOf = (value: unknown): string | null => {
  if (typeof value === 'string') return value;
  if (value === null) return '';
  return Number.isSafeInteger(value) ? String(value) : null;
};

const STRINGS = /"(?:[^"\\]|\\.)*"/g;

/** JSON.parse keeps the last of repeated names: a flat object that is valid has one colon per name outside strings. */
const hasRepeatedName = (text: string, names: number): boolean =>
  text.replace(STRINGS, '').split(':').length - 1 !== names;

/** Reads a flat JSON object with the form's field names. An empty body has no fields. */
export const parseJsonFields = (text: string): Result<RequestFields, Problem> => {
  const fields = Object.create(null) as Record<string, string>;
  if (text.trim() === '') return ok(fields);
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  if (typeof parsed.value !== 'object' || parsed.value === null || Array.isArray(parsed.value)) {
    return err(problem(21106));
  }
  const entries = Object.entries(parsed.value);
  for (const [name, value] of entries) {
    const field = textOf(value);
    if (field === null) return err(problem(21106));
    fields[name] = field;
  }
  return hasRepeatedName(text, entries.length) ? err(problem(21104)) : ok(fields);
};

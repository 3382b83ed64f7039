import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import type { RequestFields } from '@tandem/provisioning';
import { validateSync } from 'class-validator';
import { problem } from '../errors/problem.ts';
import type { Problem } from '../errors/problem.ts';
import { AnyForm, FORM_FIELDS } from './any-form.ts';
import type { FieldValue } from './field-decorators.ts';

const parse = (text: string): Result<unknown, Problem> => {
  try {
    return ok(JSON.parse(text) as unknown);
  } catch {
    return err(problem(21105));
  }
};

const STRINGS = /"(?:[^"\\]|\\.)*"/g;

/** How many names the outermost object of a valid JSON text has, repeated ones counted again. */
const countNames = (text: string): number => {
  let depth = 0;
  let names = 0;
  for (const char of text.replace(STRINGS, '')) {
    if (char === '{' || char === '[') depth += 1;
    else if (char === '}' || char === ']') depth -= 1;
    else if (char === ':' && depth === 1) names += 1;
  }
  return names;
};

/** Null clears a field, as an empty value of a form does. */
const textOf = (value: FieldValue): string => (value === null ? '' : String(value));

const formOf = (object: object): AnyForm => {
  const form = new AnyForm();
  for (const name of FORM_FIELDS) {
    if (Object.hasOwn(object, name)) form[name] = (object as AnyForm)[name] as FieldValue;
  }
  return form;
};

/** Reads a JSON object with the form's field names; others are ignored. An empty body has no fields. */
export const parseJsonFields = (text: string): Result<RequestFields, Problem> => {
  const fields = Object.create(null) as Record<string, string>;
  if (text.trim() === '') return ok(fields);
  const parsed = parse(text);
  if (!parsed.ok) return parsed;
  const { value } = parsed;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return err(problem(21106));
  // JSON.parse keeps the last of repeated names.
  if (countNames(text) !== Object.keys(value).length) return err(problem(21104));
  const form = formOf(value);
  const messages = validateSync(form).flatMap(({ constraints }) => Object.values(constraints ?? {}));
  if (messages.length > 0) return err(problem(21106, { detail: messages.join(', ') }));
  for (const name of FORM_FIELDS) {
    const field = form[name];
    if (field !== undefined) fields[name] = textOf(field);
  }
  return ok(fields);
};

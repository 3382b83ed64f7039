import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { AnySchemaObject, ValidateFunction } from 'ajv/dist/2020.js';

/** The JSON Schemas (draft 2020-12) in `libs/contracts/schemas`, by file name without `.json`. */
export type SchemaName =
  | 'client-event'
  | 'application-event'
  | 'account-event'
  | 'number-event'
  | 'event-headers'
  | 'mark'
  | 'relay-checkpoint'
  | 'registration'
  | 'call-record'
  | 'message-record'
  | 'message-request'
  | 'notification-record'
  | 'unit-status'
  | 'dead-letter';

const DATE_TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

/** RFC 3339 date-time; `Date.parse` knows the calendar. */
const isDateTime = (text: string): boolean => DATE_TIME.test(text) && !Number.isNaN(Date.parse(text));

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, formats: { 'date-time': isDateTime } });
const compiled = new Map<SchemaName, ValidateFunction>();

/** A schema as published; the folder lies beside both `src` and `dist`. */
export const loadSchema = (name: SchemaName): AnySchemaObject =>
  JSON.parse(readFileSync(new URL(`../schemas/${name}.json`, import.meta.url), 'utf8')) as AnySchemaObject;

const validatorOf = (name: SchemaName): ValidateFunction => {
  const known = compiled.get(name);
  if (known !== undefined) return known;
  const validate = ajv.compile(loadSchema(name));
  compiled.set(name, validate);
  return validate;
};

/**
 * Checks a value against a published schema, compiled once.
 * @returns null if it is valid, else the first violation as `path what`, without the value itself.
 */
export const schemaViolation = (name: SchemaName, value: unknown): string | null => {
  const validate = validatorOf(name);
  if (validate(value)) return null;
  const [first] = validate.errors ?? [];
  return `${first?.instancePath || 'the value'} ${first?.message ?? 'is invalid'}`;
};

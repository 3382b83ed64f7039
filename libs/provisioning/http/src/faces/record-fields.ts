import type { Schema } from '../openapi/schema.ts';
import { namesOf } from '../rendering/represented-field.ts';
import type { Format } from '../rendering/represented-field.ts';
import type { RecordField, RecordFilter } from './record-face.ts';

export const TEXT: Schema = { type: 'string' };
export const TIME: Schema = { type: 'string', format: 'date-time' };
export const COUNT: Schema = { type: 'integer', minimum: 0 };

/** A field by its name as code has it. */
export const recordField = <R>(
  name: string,
  schema: Schema,
  of: (record: R, format: Format) => string | number | null,
): RecordField<R> => ({ ...namesOf(name), schema, of });

/** What every record says of the API. */
export const apiVersion = <R>(): RecordField<R> => recordField('apiVersion', TEXT, () => '2012-04-24');

/** With milliseconds, whoever wrote it. */
export const isoTime = (time: string | null): string | null =>
  time === null ? null : new Date(time).toISOString();

/** A query decodes `+` as a space, and no user begins with one: an unescaped number is meant. */
const user = (value: string): string => value.replace(/^ /, '+');

/** By the end of a number. */
export const byEnd = <C extends string>(parameter: string, column: C): RecordFilter<C> => ({
  parameter,
  schema: TEXT,
  filters: (value) => ({ suffix: { [column]: user(value) } as Record<C, string> }),
});

export const byPart = <C extends string>(parameter: string, column: C): RecordFilter<C> => ({
  parameter,
  schema: TEXT,
  filters: (value) => ({ contains: { [column]: value } as Record<C, string> }),
});

export const byValue = <C extends string>(parameter: string, column: C, schema: Schema): RecordFilter<C> => ({
  parameter,
  schema,
  filters: (value) => ({
    equal: { [column]: schema.type === 'integer' ? Number(value) : value } as Record<C, string | number>,
  }),
});

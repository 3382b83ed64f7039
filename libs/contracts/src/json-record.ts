import { isUtf8 } from 'node:buffer';
import { err, ok, TandemError } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import type { DecodeProblem } from './decode-problem.ts';
import { schemaViolation } from './schema.ts';
import type { SchemaName } from './schema.ts';

export type JsonObject = Readonly<Record<string, unknown>>;

const unreadable = (detail: string) => err({ kind: 'unreadable', detail } as const);

/** The object that a record's value holds; unknown properties are kept. */
export const parseJsonObject = (value: Buffer): Result<JsonObject, DecodeProblem> => {
  if (!isUtf8(value)) return unreadable('not UTF-8');
  let parsed: unknown;
  try {
    parsed = JSON.parse(value.toString('utf8'));
  } catch {
    return unreadable('not JSON');
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return unreadable('not a JSON object');
  }
  return ok(parsed as JsonObject);
};

/** Throws `CONTRACT_VIOLATION`: what we write ourselves must match what we publish. */
export const encodeJson = (schema: SchemaName, value: object): Buffer => {
  const violation = schemaViolation(schema, value);
  if (violation !== null) {
    throw new TandemError('CONTRACT_VIOLATION', `refused to write a ${schema}: ${violation}`, {
      context: { schema, violation },
    });
  }
  return Buffer.from(JSON.stringify(value));
};

/** Reads and writes the values of one topic, checked against its schema at both ends. */
export interface RecordCodec<T extends object> {
  /** Throws `CONTRACT_VIOLATION`. */
  encode(value: T): Buffer;
  decode(value: Buffer): Result<T, DecodeProblem>;
}

export const recordCodec = <T extends object>(schema: SchemaName): RecordCodec<T> => ({
  encode: (value) => encodeJson(schema, value),
  decode: (value) => {
    const parsed = parseJsonObject(value);
    if (!parsed.ok) return parsed;
    const violation = schemaViolation(schema, parsed.value);
    return violation === null ? ok(parsed.value as T) : err({ kind: 'invalid', detail: violation });
  },
});

import type { RecordQuery } from '@tandem/records';
import type { HttpProblemCode } from '../errors/http-problems.ts';
import type { Schema } from '../openapi/schema.ts';
import type { Format } from '../rendering/represented-field.ts';

/** One field of a record's representation; counts are numbers in JSON, as the published API has them. */
export interface RecordField<R> {
  readonly json: string;
  readonly xml: string;
  /** null = left out. */
  readonly of: (record: R, format: Format) => string | number | null;
  readonly schema: Schema;
}

/** A filter of a list: its query parameter, and what it asks of the records. */
export interface RecordFilter<C extends string> {
  readonly parameter: string;
  readonly schema: Schema;
  readonly filters: (value: string) => Pick<RecordQuery<C>, 'equal' | 'suffix' | 'contains'>;
}

/** How one kind of records looks on the outside. */
export interface RecordFace<R extends object, C extends string> {
  /** Below the account. */
  readonly path: string;
  /** The element of its XML list, and what the operations are called. */
  readonly collection: string;
  /** The JSON array in a list. */
  readonly listKey: string;
  readonly element: string;
  readonly sidParameter: string;
  readonly sidOf: (record: R) => string;
  readonly fields: readonly RecordField<R>[];
  /** JSON names of what not every record has, or not yet. */
  readonly optional: readonly string[];
  readonly filters: readonly RecordFilter<C>[];
  /** What SortBy may name, and the columns of these names. */
  readonly sorts: Readonly<Record<string, C | 'created_at'>>;
  readonly notFound: HttpProblemCode;
  readonly example: R;
}

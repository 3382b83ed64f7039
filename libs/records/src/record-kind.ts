import type { RecordCodec, TopicName } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';

/** What a column holds; what a record does not have is the empty text or −1, so that it can be sorted. */
export type ColumnValue = string | number;

export interface RecordColumn<R> {
  readonly type: 'TEXT' | 'INTEGER';
  readonly of: (record: R) => ColumnValue;
  /** Whether it can be asked for by its end, as telephone numbers are. */
  readonly bySuffix?: boolean;
}

/** One kind of what calls and messages leave behind: where it comes from, and by what it can be found and sorted. */
export interface RecordKind<R extends object, C extends string = string> {
  /** Name of its table. */
  readonly name: string;
  readonly topic: TopicName;
  readonly codec: RecordCodec<R>;
  readonly sidOf: (record: R) => Sid;
  readonly accountSidOf: (record: R) => Sid;
  /** ISO 8601; never changes for one sid, as lists are in this order. */
  readonly createdAtOf: (record: R) => string;
  readonly columns: Readonly<Record<C, RecordColumn<R>>>;
}

/** A kind whatever its records are. */
export type AnyRecordKind = RecordKind<object>;

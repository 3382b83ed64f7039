export { callDuration, ringDuration } from './calls.ts';
export type { CallColumn } from './calls.ts';
export type { ColumnValue } from './record-kind.ts';
export type { RecordQuery } from './record-query.ts';
export { RecordReader } from './record-reader.ts';
export type { PageOptions, RecordPage } from './record-reader.ts';
export { Records } from './records.ts';
export type { RecordsOptions } from './records.ts';

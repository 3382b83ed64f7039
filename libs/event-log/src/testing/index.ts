export { describeEventLog } from './event-log-contract.ts';
export type { EventLogHarness, EventLogUnderTest } from './harness.ts';
export { checkpointAt, clientRecord, keyedRecords } from './records.ts';
export { RecordingReader } from './recording-reader.ts';

import { callRecordCodec, TOPICS } from '@tandem/contracts';
import type { CallRecord } from '@tandem/contracts';
import type { RecordColumn, RecordKind } from './record-kind.ts';

export type CallColumn = 'from_user' | 'to_user' | 'status' | 'direction' | 'duration' | 'parent_sid';

const seconds = (from: string | null, to: string | null): number | null =>
  from === null || to === null ? null : Math.max(0, Math.floor((Date.parse(to) - Date.parse(from)) / 1000));

/** Whole seconds of talking; null for a leg that was not answered or has not ended. */
export const callDuration = ({ answeredAt, endedAt }: CallRecord): number | null =>
  seconds(answeredAt, endedAt);

/** Whole seconds of ringing until the answer or the end; null while it lasts, or when it never rang. */
export const ringDuration = ({ ringingAt, answeredAt, endedAt }: CallRecord): number | null =>
  seconds(ringingAt, answeredAt ?? endedAt);

const text = (of: (call: CallRecord) => string | null): RecordColumn<CallRecord> => ({
  type: 'TEXT',
  of: (call) => of(call) ?? '',
});

/** Call detail records of `tandem.calls`. */
export const CALLS: RecordKind<CallRecord, CallColumn> = {
  name: 'calls',
  topic: TOPICS.calls.name,
  codec: callRecordCodec,
  sidOf: ({ sid }) => sid,
  accountSidOf: ({ accountSid }) => accountSid,
  createdAtOf: ({ startedAt }) => startedAt,
  columns: {
    from_user: { ...text(({ from }) => from), bySuffix: true },
    to_user: { ...text(({ to }) => to), bySuffix: true },
    status: text(({ status }) => status),
    direction: text(({ direction }) => direction),
    duration: { type: 'INTEGER', of: (call) => callDuration(call) ?? -1 },
    parent_sid: text(({ parentCallSid }) => parentCallSid),
  },
};

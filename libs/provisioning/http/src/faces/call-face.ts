import type { CallRecord } from '@tandem/contracts';
import { callDuration, ringDuration } from '@tandem/records';
import type { CallColumn } from '@tandem/records';
import { EXAMPLE_CALL } from '../openapi/record-examples.ts';
import { DATE, sidSchema } from '../openapi/schema.ts';
import type { Schema } from '../openapi/schema.ts';
import { apiDate } from '../rendering/date.ts';
import { resourceUri } from '../rendering/uri.ts';
import type { RecordFace, RecordField } from './record-face.ts';
import {
  apiVersion,
  byEnd,
  byValue,
  COUNT,
  isoTime,
  recordField as field,
  TEXT,
  TIME,
} from './record-fields.ts';

const PATH = 'Calls';
const STATUS: Schema = {
  type: 'string',
  enum: ['queued', 'ringing', 'in-progress', 'completed', 'busy', 'failed', 'no-answer', 'canceled'],
};
const DIRECTION: Schema = {
  type: 'string',
  enum: ['inbound', 'outbound-dial', 'outbound-api', 'client-to-client'],
};

const fields: readonly RecordField<CallRecord>[] = [
  field('sid', sidSchema('CA'), ({ sid }) => sid),
  { json: 'InstanceId', xml: 'InstanceId', schema: TEXT, of: ({ unit }) => unit },
  field('dateCreated', DATE, ({ startedAt }) => apiDate(startedAt)),
  field('dateUpdated', DATE, ({ updatedAt }) => apiDate(updatedAt)),
  field('parentCallSid', sidSchema('CA'), ({ parentCallSid }) => parentCallSid),
  field('accountSid', sidSchema('AC'), ({ accountSid }) => accountSid),
  field('clientSid', sidSchema('CL'), ({ clientSid }) => clientSid),
  field('to', TEXT, ({ to }) => to),
  field('from', TEXT, ({ from }) => from),
  field('phoneNumberSid', sidSchema('PN'), ({ numberSid }) => numberSid),
  field('status', STATUS, ({ status }) => status),
  field('startTime', TIME, ({ startedAt }) => isoTime(startedAt)),
  field('endTime', TIME, ({ endedAt }) => isoTime(endedAt)),
  field('duration', { ...COUNT, description: 'Whole seconds of talking.' }, callDuration),
  field('direction', DIRECTION, ({ direction }) => direction),
  apiVersion(),
  field('forwardedFrom', TEXT, ({ forwardedFrom }) => forwardedFrom),
  field('callerName', TEXT, ({ callerName }) => callerName),
  field('uri', TEXT, (call, format) => resourceUri(PATH, call, format)),
  field('ringDuration', { ...COUNT, description: 'Whole seconds of ringing.' }, ringDuration),
  field('trunk', TEXT, ({ trunk }) => trunk),
  field('sipCode', { type: 'integer', minimum: 100, maximum: 699 }, ({ sipCode }) => sipCode),
  field('reason', { type: 'string', description: 'Why it ended as it did.' }, ({ reason }) => reason),
  field('endedBy', { type: 'string', enum: ['caller', 'callee', 'unit', 'api'] }, ({ endedBy }) => endedBy),
];

/** `…/Calls`. */
export const callFace: RecordFace<CallRecord, CallColumn> = {
  path: PATH,
  collection: 'Calls',
  listKey: 'calls',
  element: 'Call',
  sidParameter: 'CallSid',
  sidOf: ({ sid }) => sid,
  fields,
  optional: [
    ...['parent_call_sid', 'client_sid', 'phone_number_sid', 'end_time', 'duration', 'forwarded_from'],
    ...['caller_name', 'ring_duration', 'trunk', 'sip_code', 'reason', 'ended_by'],
  ],
  filters: [
    byEnd('From', 'from_user'),
    byEnd('To', 'to_user'),
    byValue('Status', 'status', STATUS),
    byValue('ParentCallSid', 'parent_sid', sidSchema('CA')),
  ],
  sorts: {
    DateCreated: 'created_at',
    From: 'from_user',
    To: 'to_user',
    Direction: 'direction',
    Status: 'status',
    Duration: 'duration',
  },
  notFound: 21218,
  example: EXAMPLE_CALL,
};

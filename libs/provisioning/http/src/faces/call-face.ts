import type { CallRecord } from '@tandem/contracts';
import { callDuration, ringDuration } from '@tandem/records';
import type { CallColumn } from '@tandem/records';
import { EXAMPLE_CALL } from '../openapi/record-examples.ts';
import { DATE, sidSchema } from '../openapi/schema.ts';
import type { Schema } from '../openapi/schema.ts';
import { apiDate } from '../rendering/date.ts';
import { namesOf } from '../rendering/represented-field.ts';
import type { Format } from '../rendering/represented-field.ts';
import { resourceUri } from '../rendering/uri.ts';
import type { RecordFace, RecordField } from './record-face.ts';

const COLLECTION = 'Calls';
const TEXT: Schema = { type: 'string' };
const TIME: Schema = { type: 'string', format: 'date-time' };
const SECONDS: Schema = { type: 'integer', minimum: 0 };
const STATUSES = ['queued', 'ringing', 'in-progress', 'completed', 'busy', 'failed', 'no-answer', 'canceled'];

type Value = string | number | null;

const field = (
  name: string,
  schema: Schema,
  of: (call: CallRecord, format: Format) => Value,
): RecordField<CallRecord> => ({ ...namesOf(name), schema, of });

const iso = (time: string | null): string | null => (time === null ? null : new Date(time).toISOString());

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
  field('status', { type: 'string', enum: STATUSES }, ({ status }) => status),
  field('startTime', TIME, ({ startedAt }) => iso(startedAt)),
  field('endTime', TIME, ({ endedAt }) => iso(endedAt)),
  field('duration', { ...SECONDS, description: 'Whole seconds of talking.' }, callDuration),
  field(
    'direction',
    { type: 'string', enum: ['inbound', 'outbound-dial', 'outbound-api', 'client-to-client'] },
    ({ direction }) => direction,
  ),
  field('apiVersion', TEXT, () => '2012-04-24'),
  field('forwardedFrom', TEXT, ({ forwardedFrom }) => forwardedFrom),
  field('callerName', TEXT, ({ callerName }) => callerName),
  field('uri', TEXT, (call, format) => resourceUri(COLLECTION, call, format)),
  field('ringDuration', { ...SECONDS, description: 'Whole seconds of ringing.' }, ringDuration),
  field('trunk', TEXT, ({ trunk }) => trunk),
  field('sipCode', { type: 'integer', minimum: 100, maximum: 699 }, ({ sipCode }) => sipCode),
  field('reason', { type: 'string', description: 'Why it ended as it did.' }, ({ reason }) => reason),
  field('endedBy', { type: 'string', enum: ['caller', 'callee', 'unit', 'api'] }, ({ endedBy }) => endedBy),
];

/** A query decodes `+` as a space, and no user begins with one: an unescaped number is meant. */
const user = (value: string): string => value.replace(/^ /, '+');

/** `…/Calls`. */
export const callFace: RecordFace<CallRecord, CallColumn> = {
  collection: COLLECTION,
  listKey: 'calls',
  element: 'Call',
  sidParameter: 'CallSid',
  sidOf: ({ sid }) => sid,
  fields,
  filters: [
    { parameter: 'From', schema: TEXT, filters: (value) => ({ suffix: { from_user: user(value) } }) },
    { parameter: 'To', schema: TEXT, filters: (value) => ({ suffix: { to_user: user(value) } }) },
    {
      parameter: 'Status',
      schema: { type: 'string', enum: STATUSES },
      filters: (status) => ({ equal: { status } }),
    },
    {
      parameter: 'ParentCallSid',
      schema: sidSchema('CA'),
      filters: (value) => ({ equal: { parent_sid: value } }),
    },
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

import type { MessageRecord } from '@tandem/contracts';
import type { MessageColumn } from '@tandem/records';
import { EXAMPLE_MESSAGE } from '../openapi/record-examples.ts';
import { DATE, sidSchema } from '../openapi/schema.ts';
import type { Schema } from '../openapi/schema.ts';
import { apiDate } from '../rendering/date.ts';
import { resourceUri } from '../rendering/uri.ts';
import type { RecordFace, RecordField } from './record-face.ts';
import {
  apiVersion,
  byEnd,
  byPart,
  byValue,
  COUNT,
  isoTime,
  recordField as field,
  TEXT,
  TIME,
} from './record-fields.ts';

const PATH = 'SMS/Messages';
const STATUS: Schema = {
  type: 'string',
  enum: ['queued', 'sending', 'sent', 'failed', 'received', 'delivered', 'undelivered'],
};
const DIRECTION: Schema = {
  type: 'string',
  enum: ['inbound', 'outbound-api', 'outbound-call', 'outbound-reply', 'client-to-client'],
};

const fields: readonly RecordField<MessageRecord>[] = [
  field('sid', sidSchema('SM'), ({ sid }) => sid),
  field('dateCreated', DATE, ({ createdAt }) => apiDate(createdAt)),
  field('dateUpdated', DATE, ({ updatedAt }) => apiDate(updatedAt)),
  field('dateSent', TIME, ({ sentAt }) => isoTime(sentAt)),
  field('accountSid', sidSchema('AC'), ({ accountSid }) => accountSid),
  field('clientSid', sidSchema('CL'), ({ clientSid }) => clientSid),
  field('from', TEXT, ({ from }) => from),
  field('to', TEXT, ({ to }) => to),
  field('body', TEXT, ({ body }) => body),
  field('status', STATUS, ({ status }) => status),
  field('direction', DIRECTION, ({ direction }) => direction),
  field('errorCode', COUNT, ({ errorCode }) => errorCode),
  field('errorMessage', TEXT, ({ errorMessage }) => errorMessage),
  apiVersion(),
  field('uri', TEXT, (message, format) => resourceUri(PATH, message, format)),
];

/** `…/SMS/Messages`. */
export const messageFace: RecordFace<MessageRecord, MessageColumn> = {
  path: PATH,
  collection: 'SMSMessages',
  listKey: 'messages',
  element: 'SMSMessage',
  sidParameter: 'MessageSid',
  sidOf: ({ sid }) => sid,
  fields,
  optional: ['date_sent', 'client_sid', 'error_code', 'error_message'],
  filters: [
    byEnd('From', 'from_user'),
    byEnd('To', 'to_user'),
    byValue('Status', 'status', STATUS),
    byPart('Body', 'text'),
  ],
  sorts: {
    DateCreated: 'created_at',
    From: 'from_user',
    To: 'to_user',
    Direction: 'direction',
    Status: 'status',
    Body: 'text',
  },
  notFound: 21219,
  example: EXAMPLE_MESSAGE,
};

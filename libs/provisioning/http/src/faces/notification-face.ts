import type { NotificationRecord } from '@tandem/contracts';
import type { NotificationColumn } from '@tandem/records';
import { EXAMPLE_NOTIFICATION } from '../openapi/record-examples.ts';
import { DATE, METHOD, sidSchema } from '../openapi/schema.ts';
import { apiDate } from '../rendering/date.ts';
import { resourceUri } from '../rendering/uri.ts';
import type { RecordFace, RecordField } from './record-face.ts';
import {
  apiVersion,
  byPart,
  byValue,
  COUNT,
  isoTime,
  recordField as field,
  TEXT,
  TIME,
} from './record-fields.ts';

const PATH = 'Notifications';

const fields: readonly RecordField<NotificationRecord>[] = [
  field('sid', sidSchema('NO'), ({ sid }) => sid),
  field('dateCreated', DATE, ({ createdAt }) => apiDate(createdAt)),
  field('dateUpdated', DATE, ({ createdAt }) => apiDate(createdAt)),
  field('accountSid', sidSchema('AC'), ({ accountSid }) => accountSid),
  field('callSid', sidSchema('CA'), ({ callSid }) => callSid),
  field('messageSid', sidSchema('SM'), ({ messageSid }) => messageSid),
  apiVersion(),
  field('log', { type: 'integer', enum: [0, 1], description: '0: an error, 1: a warning.' }, ({ level }) =>
    level === 'error' ? 0 : 1,
  ),
  field('errorCode', COUNT, ({ errorCode }) => errorCode),
  field('messageText', TEXT, ({ messageText }) => messageText),
  field('messageDate', TIME, ({ createdAt }) => isoTime(createdAt)),
  field('requestUrl', TEXT, ({ requestUrl }) => requestUrl),
  field('requestMethod', METHOD, ({ requestMethod }) => requestMethod),
  field('requestVariables', TEXT, ({ requestVariables }) => requestVariables),
  field('responseHeaders', TEXT, ({ responseHeaders }) => responseHeaders),
  field('responseBody', TEXT, ({ responseBody }) => responseBody),
  field('uri', TEXT, (notification, format) => resourceUri(PATH, notification, format)),
];

/** `…/Notifications`. */
export const notificationFace: RecordFace<NotificationRecord, NotificationColumn> = {
  path: PATH,
  collection: 'Notifications',
  listKey: 'notifications',
  element: 'Notification',
  sidParameter: 'NotificationSid',
  sidOf: ({ sid }) => sid,
  fields,
  optional: [
    ...['call_sid', 'message_sid', 'request_url', 'request_method', 'request_variables'],
    ...['response_headers', 'response_body'],
  ],
  filters: [
    byValue('ErrorCode', 'error_code', { type: 'integer', pattern: '^\\d{1,9}$' }),
    byValue('CallSid', 'call_sid', sidSchema('CA')),
    byPart('RequestUrl', 'request_url'),
    byPart('MessageText', 'message_text'),
  ],
  sorts: {
    DateCreated: 'created_at',
    Log: 'level',
    ErrorCode: 'error_code',
    CallSid: 'call_sid',
    MessageText: 'message_text',
  },
  notFound: 21220,
  example: EXAMPLE_NOTIFICATION,
};

import type { NotificationRecord } from '../notification-record.ts';

/** An application that did not answer a call. */
export const notificationRecord = (over: Partial<NotificationRecord> = {}): NotificationRecord => ({
  sid: `NO${'0'.repeat(31)}1`,
  accountSid: `AC${'a'.repeat(32)}`,
  callSid: `CA${'0'.repeat(31)}1`,
  messageSid: null,
  level: 'error',
  errorCode: 11200,
  messageText: 'The application did not answer in time.',
  requestUrl: 'https://example.com/voice',
  requestMethod: 'POST',
  requestVariables: 'From=alice&To=bob',
  responseHeaders: null,
  responseBody: null,
  unit: 'call-processing-1',
  createdAt: '2013-11-04T16:33:41.000Z',
  ...over,
});

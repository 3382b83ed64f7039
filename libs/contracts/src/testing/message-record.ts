import type { MessageRecord } from '../message-record.ts';

/** A text from the API that was sent. */
export const messageRecord = (over: Partial<MessageRecord> = {}): MessageRecord => ({
  sid: `SM${'0'.repeat(31)}1`,
  accountSid: `AC${'a'.repeat(32)}`,
  clientSid: null,
  direction: 'outbound-api',
  from: '+15551230000',
  to: '+15551239999',
  body: 'Hello',
  status: 'sent',
  statusCallback: null,
  errorCode: null,
  errorMessage: null,
  unit: 'sms-1',
  createdAt: '2013-11-04T16:33:39.120Z',
  sentAt: '2013-11-04T16:33:40.000Z',
  updatedAt: '2013-11-04T16:33:40.000Z',
  ...over,
});

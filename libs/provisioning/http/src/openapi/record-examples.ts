import type { CallRecord, MessageRecord, NotificationRecord } from '@tandem/contracts';

const ACCOUNT_SID = 'ACae6e420f425248d6a26948c17a9e2acf';

export const EXAMPLE_CALL: CallRecord = {
  sid: 'CA5f1d0c5e7a2b4d8e9c3f6a1b2d4e8f70',
  parentCallSid: null,
  accountSid: ACCOUNT_SID,
  clientSid: 'CL3003328d0de04ba68f38de85b732ed56',
  direction: 'client-to-client',
  from: 'bob',
  to: 'alice',
  dialled: 'alice',
  normalised: null,
  numberSid: null,
  trunk: null,
  unit: 'call-processing-1',
  callIds: ['f81d4fae7dec@192.0.2.7'],
  callerName: 'Bob',
  forwardedFrom: null,
  status: 'completed',
  sipCode: 200,
  reason: null,
  endedBy: 'callee',
  startedAt: '2013-11-04T16:33:39.120Z',
  ringingAt: '2013-11-04T16:33:39.300Z',
  answeredAt: '2013-11-04T16:33:44.000Z',
  endedAt: '2013-11-04T16:34:50.500Z',
  updatedAt: '2013-11-04T16:34:50.500Z',
};

export const EXAMPLE_MESSAGE: MessageRecord = {
  sid: 'SM0c9b6f3d7e5a4c1b8d2e9f0a1b3c5d7e',
  accountSid: ACCOUNT_SID,
  clientSid: null,
  direction: 'outbound-api',
  from: '+15551230000',
  to: '+15551239999',
  body: 'Your table is ready.',
  status: 'sent',
  errorCode: null,
  errorMessage: null,
  unit: 'sms-1',
  createdAt: '2013-11-04T16:33:39.120Z',
  sentAt: '2013-11-04T16:33:40.000Z',
  updatedAt: '2013-11-04T16:33:40.000Z',
};

export const EXAMPLE_NOTIFICATION: NotificationRecord = {
  sid: 'NO7a1c5e9b3d2f4a6c8e0b1d3f5a7c9e2b',
  accountSid: ACCOUNT_SID,
  callSid: 'CA5f1d0c5e7a2b4d8e9c3f6a1b2d4e8f70',
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
};

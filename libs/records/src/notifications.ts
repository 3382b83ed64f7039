import { notificationRecordCodec, TOPICS } from '@tandem/contracts';
import type { NotificationRecord } from '@tandem/contracts';
import type { RecordKind } from './record-kind.ts';

export type NotificationColumn = 'level' | 'error_code' | 'call_sid' | 'message_text' | 'request_url';

/** Notifications of `tandem.notifications`. */
export const NOTIFICATIONS: RecordKind<NotificationRecord, NotificationColumn> = {
  name: 'notifications',
  topic: TOPICS.notifications.name,
  codec: notificationRecordCodec,
  sidOf: ({ sid }) => sid,
  accountSidOf: ({ accountSid }) => accountSid,
  createdAtOf: ({ createdAt }) => createdAt,
  columns: {
    level: { type: 'TEXT', of: ({ level }) => level },
    error_code: { type: 'INTEGER', of: ({ errorCode }) => errorCode },
    call_sid: { type: 'TEXT', of: ({ callSid }) => callSid ?? '' },
    message_text: { type: 'TEXT', of: ({ messageText }) => messageText },
    request_url: { type: 'TEXT', of: ({ requestUrl }) => requestUrl ?? '' },
  },
};

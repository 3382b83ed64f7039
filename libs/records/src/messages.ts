import { messageRecordCodec, TOPICS } from '@tandem/contracts';
import type { MessageRecord } from '@tandem/contracts';
import type { RecordKind } from './record-kind.ts';

export type MessageColumn = 'from_user' | 'to_user' | 'status' | 'direction' | 'text';

/** Texts of `tandem.messages`. */
export const MESSAGES: RecordKind<MessageRecord, MessageColumn> = {
  name: 'messages',
  topic: TOPICS.messages.name,
  codec: messageRecordCodec,
  sidOf: ({ sid }) => sid,
  accountSidOf: ({ accountSid }) => accountSid,
  createdAtOf: ({ createdAt }) => createdAt,
  columns: {
    from_user: { type: 'TEXT', of: ({ from }) => from, bySuffix: true },
    to_user: { type: 'TEXT', of: ({ to }) => to, bySuffix: true },
    status: { type: 'TEXT', of: ({ status }) => status },
    direction: { type: 'TEXT', of: ({ direction }) => direction },
    text: { type: 'TEXT', of: ({ body }) => body },
  },
};

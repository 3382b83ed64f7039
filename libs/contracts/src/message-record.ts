import type { Sid } from '@tandem/kernel';

/** What has become of a text, in the one spelling that the API shows too. */
export type MessageStatus =
  'queued' | 'sending' | 'sent' | 'failed' | 'received' | 'delivered' | 'undelivered';

export type MessageDirection =
  'inbound' | 'outbound-api' | 'outbound-call' | 'outbound-reply' | 'client-to-client';

/** Value on `tandem.messages`: one text, whole, as whoever handles it knows it. Key = its sid. The last record wins. */
export interface MessageRecord {
  /** `SM` and 32 hexadecimal digits. */
  readonly sid: Sid;
  readonly accountSid: Sid;
  /** The Client that sent it; null for one from outside or from the API. */
  readonly clientSid: Sid | null;
  readonly direction: MessageDirection;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  readonly status: MessageStatus;
  /** Where to tell what becomes of it. */
  readonly statusCallback: string | null;
  /** Why it failed, as a notification has it. */
  readonly errorCode: number | null;
  readonly errorMessage: string | null;
  /** Who handled it last; null while nobody has. */
  readonly unit: string | null;
  /** ISO 8601, UTC, as all times here. */
  readonly createdAt: string;
  readonly sentAt: string | null;
  readonly updatedAt: string;
}

import type { Sid } from '@tandem/kernel';

/** Value on `tandem.message-requests`: a text that is to be sent. Key = its sid, that of its record on `tandem.messages`. */
export interface MessageRequest {
  /** `SM` and 32 hexadecimal digits. A repetition of one is the same text: it is to be sent once. */
  readonly sid: Sid;
  readonly accountSid: Sid;
  readonly from: string;
  readonly to: string;
  readonly body: string;
  /** Where to tell what becomes of it. */
  readonly statusCallback: string | null;
  /** ISO 8601, UTC. */
  readonly requestedAt: string;
}

import type { MessageRecord, MessageRequest } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';

/** Where texts are handed over to be sent. */
export interface MessageOutbox {
  /** The record of a text as it is known here; null when the account has none such. */
  find(accountSid: Sid, sid: Sid): MessageRecord | null;
  /**
   * Stores the record and then the request. Resolves when both are stored, and `find` finds the record; after a rejection
   * either may be stored or not, and the same may be handed over again.
   */
  put(message: MessageRecord, request: MessageRequest): Promise<void>;
}

import type { MessageRecord } from '@tandem/contracts';
import { messageOf, newSid, systemClock, systemRandom, withDeadline } from '@tandem/kernel';
import type { Clock, Random, Sid } from '@tandem/kernel';
import type { RequestFields } from '../commands.ts';
import { idempotencyKeyProblem } from '../handlers/idempotency-key.ts';
import type { FieldProblem } from '../outcomes.ts';
import { IdempotencyHashes } from '../secrets/idempotency-hashes.ts';
import type { MessageOutbox } from './message-outbox.ts';
import { parseMessage } from './parse-message.ts';
import type { MessageDraft } from './parse-message.ts';

export interface SendMessage {
  readonly accountSid: Sid;
  readonly fields: RequestFields;
  readonly idempotencyKey?: string;
}

export type SendOutcome =
  | { readonly kind: 'queued'; readonly message: MessageRecord; readonly replayed: boolean }
  | { readonly kind: 'invalid'; readonly problems: readonly FieldProblem[] }
  | { readonly kind: 'key-reused' }
  | { readonly kind: 'undecided'; readonly why: string };

export interface MessagingOptions {
  readonly outbox: MessageOutbox;
  /** Makes sids of Idempotency-Keys. */
  readonly idempotency: Buffer;
  readonly clock?: Clock;
  readonly random?: Random;
}

/** Accepts texts that are to be sent. */
export interface Messaging {
  /**
   * Queues a text. Under an Idempotency-Key its sid is made of account and key, so that a repetition is the same text,
   * whichever process takes it.
   */
  send(command: SendMessage): Promise<SendOutcome>;
}

const PUT_MS = 5000;

const isSame = (message: MessageRecord, draft: MessageDraft): boolean =>
  (['from', 'to', 'body', 'statusCallback'] as const).every((name) => message[name] === draft[name]);

const queued = (draft: MessageDraft, sid: Sid, accountSid: Sid, at: string): MessageRecord => ({
  sid,
  accountSid,
  clientSid: null,
  direction: 'outbound-api',
  ...draft,
  status: 'queued',
  errorCode: null,
  errorMessage: null,
  unit: null,
  createdAt: at,
  sentAt: null,
  updatedAt: at,
});

export const createMessaging = ({
  outbox,
  idempotency,
  clock = systemClock,
  random = systemRandom,
}: MessagingOptions): Messaging => {
  const hashes = new IdempotencyHashes(idempotency);
  return {
    send: async ({ accountSid, fields, idempotencyKey }) => {
      const keyProblem = idempotencyKeyProblem(idempotencyKey);
      if (keyProblem !== null) return { kind: 'invalid', problems: [keyProblem] };
      const parsed = parseMessage(fields);
      if (!parsed.ok) return { kind: 'invalid', problems: parsed.error };
      const draft = parsed.value;
      const sid =
        idempotencyKey === undefined ? newSid('SM', random) : hashes.sid('SM', accountSid, idempotencyKey);
      const known = idempotencyKey === undefined ? null : outbox.find(accountSid, sid);
      if (known !== null) {
        return isSame(known, draft)
          ? { kind: 'queued', message: known, replayed: true }
          : { kind: 'key-reused' };
      }
      const requestedAt = new Date(clock.now()).toISOString();
      const message = queued(draft, sid, accountSid, requestedAt);
      const request = { sid, accountSid, ...draft, requestedAt };
      try {
        await withDeadline(outbox.put(message, request), PUT_MS, 'handing over a text');
      } catch (error) {
        return { kind: 'undecided', why: messageOf(error) };
      }
      return { kind: 'queued', message, replayed: false };
    },
  };
};

import { createHmac } from 'node:crypto';

/** What a webhook is told, before it is signed. */
export interface Message {
  /** The same at each attempt, and no other message's: whoever gets it twice can tell. No full stop in it. */
  readonly id: string;
  /** JSON. */
  readonly body: string;
}

export interface SignedMessage extends Message {
  readonly headers: Readonly<Record<string, string>>;
}

const SECRET_PREFIX = 'whsec_';

/**
 * A message with the headers of the Standard Webhooks specification: `webhook-id`, `webhook-timestamp` (seconds since the
 * Unix epoch, of this attempt) and `webhook-signature`, the base64 of HMAC-SHA256 over `{id}.{timestamp}.{body}`.
 * @param secret `whsec_` and base64
 * @param now milliseconds since the Unix epoch
 */
export const signed = (message: Message, secret: string, now: number): SignedMessage => {
  const { id, body } = message;
  const timestamp = Math.floor(now / 1000);
  const key = Buffer.from(secret.replace(SECRET_PREFIX, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return {
    ...message,
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': String(timestamp),
      'webhook-signature': `v1,${signature}`,
    },
  };
};

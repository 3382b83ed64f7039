import { createHmac } from 'node:crypto';
import { deriveKey } from '@tandem/contracts';
import { sidFromDigest } from '@tandem/kernel';
import type { Sid, SidPrefix } from '@tandem/kernel';
import type { RequestFields } from '../commands.ts';

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest();

/** Fields in one order, however they were sent; JSON quotes, so that no two requests look alike. */
const canonical = (fields: RequestFields): string =>
  JSON.stringify(Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1)));

/**
 * What an Idempotency-Key becomes. A plain hash of a request with a password would let whoever reads the journal try
 * passwords, hence HMAC; its key never rotates, as the sids that it made would change.
 */
export class IdempotencyHashes {
  readonly #sidKey: Buffer;
  readonly #requestKey: Buffer;

  constructor(key: Buffer) {
    this.#sidKey = deriveKey(key, 'idempotency sid');
    this.#requestKey = deriveKey(key, 'idempotency request');
  }

  /** The sid of the resource that this account makes under this Idempotency-Key, once and for all. */
  sid(prefix: SidPrefix, accountSid: Sid, idempotencyKey: string): Sid {
    return sidFromDigest(prefix, hmac(this.#sidKey, `${accountSid}\n${idempotencyKey}`));
  }

  /** Tells whether two requests are the same, without revealing either; hexadecimal. */
  request(accountSid: Sid, fields: RequestFields): string {
    return hmac(this.#requestKey, `${accountSid}\n${canonical(fields)}`).toString('hex');
  }
}

import { createHmac, timingSafeEqual } from 'node:crypto';
import { deriveKey } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';

const NUMBER_BYTES = 8;
const TAG_BYTES = 8;

/** Page tokens: where the next page begins, sealed against guessing and bound to the account. */
export class PageTokens {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    this.#key = deriveKey(key, 'page token');
  }

  encode(accountSid: Sid, afterCreatedRevision: number): string {
    const number = Buffer.alloc(NUMBER_BYTES);
    number.writeBigUInt64BE(BigInt(afterCreatedRevision));
    return Buffer.concat([number, this.#tag(accountSid, number)]).toString('base64url');
  }

  /** null: not one of ours, or of another account. */
  decode(accountSid: Sid, token: string): number | null {
    const bytes = Buffer.from(token, 'base64url');
    if (bytes.length !== NUMBER_BYTES + TAG_BYTES || bytes.toString('base64url') !== token) return null;
    const number = bytes.subarray(0, NUMBER_BYTES);
    const genuine = timingSafeEqual(bytes.subarray(NUMBER_BYTES), this.#tag(accountSid, number));
    return genuine ? Number(number.readBigUInt64BE()) : null;
  }

  #tag(accountSid: Sid, number: Buffer): Buffer {
    const text = `${accountSid}\n${number.toString('hex')}`;
    return createHmac('sha256', this.#key).update(text).digest().subarray(0, TAG_BYTES);
  }
}

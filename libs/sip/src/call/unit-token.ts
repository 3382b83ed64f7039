import type { Sid } from '@tandem/kernel';
import { HmacSha256 } from '../auth/hmac.ts';
import { sameDigest } from '../auth/latin1-hash.ts';
import type { NonceKeys } from '../auth/nonce.ts';

/** The phone that a call goes to, held by another unit. */
export interface TokenBinding {
  readonly sid: Sid;
  /** Of the binding. */
  readonly key: string;
}

export interface UnitTokenContext {
  readonly callId: string;
  /** Wall-clock milliseconds. */
  readonly now: number;
}

const LIFE_MS = 60_000;

/**
 * Lets a unit ring a phone that another one holds (design §4): names the binding, for a minute and one Call-ID, under a key that
 * only units have. It stands as the user of a Route, so it is of characters that need no escapes there.
 */
export class UnitTokens {
  readonly #codes: readonly HmacSha256[];

  constructor({ current, previous }: NonceKeys) {
    this.#codes = [current, ...(previous === undefined ? [] : [previous])].map((key) => new HmacSha256(key));
  }

  mint({ sid, key }: TokenBinding, unit: string, { callId, now }: UnitTokenContext): string {
    const payload = Buffer.from(JSON.stringify([sid, key, unit, now + LIFE_MS])).toString('base64url');
    return `${payload}.${this.#codes[0]?.mac(`${payload}\n${callId}`) ?? ''}`;
  }

  /** undefined: not of this cluster, for another call, or too old. */
  check(token: string, { callId, now }: UnitTokenContext): TokenBinding | undefined {
    const [payload = '', code = '', ...more] = token.split('.');
    const isOurs =
      more.length === 0 && this.#codes.some((each) => sameDigest(each.mac(`${payload}\n${callId}`), code));
    if (!isOurs) return undefined;
    const [sid, key, , until] = JSON.parse(Buffer.from(payload, 'base64url').toString()) as [
      string,
      string,
      string,
      number,
    ];
    return until > now ? { sid, key } : undefined;
  }
}

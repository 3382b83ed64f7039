import type { Random } from '@tandem/kernel';
import { HmacSha256 } from './hmac.ts';
import { sameDigest } from './latin1-hash.ts';
import { policyOfCode } from './policy.ts';
import type { DigestPolicy } from './policy.ts';
import { TokenSource } from './token-source.ts';

/** The cluster's keys: every unit accepts nonces of every other, and of the key before the last rotation. */
export interface NonceKeys {
  readonly current: Buffer;
  readonly previous?: Buffer | undefined;
}

/** What a nonce belongs to: both are covered by its code, so that it is worth nothing elsewhere. */
export interface NonceContext {
  readonly realm: string;
  /** All phones tested keep the Call-ID when they answer a challenge. */
  readonly callId: string;
}

export type NonceCheck =
  /** Not made by this cluster for this realm and Call-ID. */
  | { readonly kind: 'foreign' }
  /** Ours, and too old. */
  | { readonly kind: 'expired' }
  | {
      readonly kind: 'valid';
      /** Milliseconds since the Unix epoch. */
      readonly issuedAt: number;
      /** 48 random bits: identifies the nonce among the living ones. */
      readonly id: number;
      /** What the challenge offered: an answer with anything else would be a downgrade. */
      readonly policy: DigestPolicy;
    };

const FOREIGN: NonceCheck = { kind: 'foreign' };
const EXPIRED: NonceCheck = { kind: 'expired' };

/** Milliseconds in base 36: eight digits last until 2059. */
const TIME_DIGITS = 8;
const TIME_BASE = 36;
const RANDOM_BYTES = 6;
const CODE_AT = TIME_DIGITS + 2 * RANDOM_BYTES;
const HEAD_LENGTH = CODE_AT + 1;
/** 132 of 256 bits (RFC 2104 §5: no less than half). */
const MAC_LENGTH = 22;
const HEX = 16;
const NONCE = /^[0-9a-z]{8}[0-9a-f]{12}[a-z][\w-]{22}$/;

/** How far another unit's clock may be ahead. */
const CLOCK_SKEW_MS = 60_000;
const LIFE_MS = 300_000;

const macOf = (key: HmacSha256, head: string, { realm, callId }: NonceContext): string =>
  key.mac(`${head}${realm}\n${callId}`).slice(0, MAC_LENGTH);

/**
 * Stateless nonces: time, random and the algorithms offered, and an HMAC under the cluster's key over them, the
 * realm and the Call-ID. Any unit can check one; nothing is stored for a challenge that is never answered.
 */
export class NonceMint {
  readonly #tokens: TokenSource;
  readonly #current: HmacSha256;
  readonly #previous: HmacSha256 | undefined;

  constructor(keys: NonceKeys, random: Random) {
    this.#tokens = new TokenSource(random);
    this.#current = new HmacSha256(keys.current);
    this.#previous = keys.previous && new HmacSha256(keys.previous);
  }

  /** A fresh nonce, 43 characters that need no quoting. `now` is wall-clock milliseconds. */
  mint(now: number, context: NonceContext, policy: DigestPolicy): string {
    const time = Math.floor(now).toString(TIME_BASE).padStart(TIME_DIGITS, '0');
    const head = time + this.#tokens.hex(RANDOM_BYTES) + policy.code;
    return head + macOf(this.#current, head, context);
  }

  /** Whether `nonce` was made by this cluster for this context, and how old it is. */
  check(nonce: string, now: number, context: NonceContext): NonceCheck {
    if (nonce.length !== HEAD_LENGTH + MAC_LENGTH || !NONCE.test(nonce)) return FOREIGN;
    const head = nonce.slice(0, HEAD_LENGTH);
    const policy = policyOfCode(nonce.charAt(CODE_AT));
    if (policy === undefined || !this.#signed(head, nonce.slice(HEAD_LENGTH), context)) return FOREIGN;
    const issuedAt = parseInt(head.slice(0, TIME_DIGITS), TIME_BASE);
    if (now - issuedAt >= LIFE_MS || issuedAt - now > CLOCK_SKEW_MS) return EXPIRED;
    return { kind: 'valid', issuedAt, id: parseInt(head.slice(TIME_DIGITS, CODE_AT), HEX), policy };
  }

  #signed(head: string, mac: string, context: NonceContext): boolean {
    if (sameDigest(macOf(this.#current, head, context), mac)) return true;
    return this.#previous !== undefined && sameDigest(macOf(this.#previous, head, context), mac);
  }
}

import { hash } from 'node:crypto';
import { ownText } from '../memory/own-text.ts';
import { hashLatin1 } from './latin1-hash.ts';
import type { DigestAlgorithm } from './policy.ts';

/** HA1 of one user for both algorithms, lower-case hexadecimal. */
export interface Ha1 {
  readonly md5: string;
  readonly sha256: string;
}

export interface DigestUser {
  readonly login: string;
  readonly realm: string;
  readonly password: string;
}

/** `H(unq(username) ":" unq(realm) ":" passwd)` (RFC 7616 §3.4.2). */
export const computeHa1 = (algorithm: DigestAlgorithm, { login, realm, password }: DigestUser): string =>
  hash(algorithm === 'MD5' ? 'md5' : 'sha256', `${login}:${realm}:${password}`);

/** The HA1 of both algorithms. */
export const computeHa1s = (user: DigestUser): Ha1 => ({
  md5: computeHa1('MD5', user),
  sha256: computeHa1('SHA-256', user),
});

export const ha1Of = (ha1: Ha1, algorithm: DigestAlgorithm): string =>
  algorithm === 'MD5' ? ha1.md5 : ha1.sha256;

export interface DigestQuestion {
  readonly algorithm: DigestAlgorithm;
  readonly ha1: string;
  readonly method: string;
  /** The `uri` parameter as it was sent: it is hashed, never normalised. */
  readonly uri: string;
  readonly nonce: string;
  /** Absent: the form of RFC 2069, which RFC 3261 §22.4 still has servers accept. */
  readonly qop?: { readonly value: string; readonly nc: string; readonly cnonce: string } | undefined;
}

type Target = Pick<DigestQuestion, 'algorithm' | 'method' | 'uri'>;

let lastTarget: Target = { algorithm: 'MD5', method: '', uri: '' };
let lastHa2 = '';

/** `H(Method ":" digest-uri)`. No secret, and the same for every REGISTER of a domain: the last one is kept. */
const ha2Of = ({ algorithm, method, uri }: Target): string => {
  if (
    lastHa2 === '' ||
    lastTarget.uri !== uri ||
    lastTarget.method !== method ||
    lastTarget.algorithm !== algorithm
  ) {
    lastTarget = { algorithm, method: ownText(method), uri: ownText(uri) };
    lastHa2 = hashLatin1(algorithm, `${method}:${uri}`);
  }
  return lastHa2;
};

/** The `response` value that the right password gives, for `qop=auth` or none (RFC 7616 §3.4.1). */
export const digestResponse = ({ algorithm, ha1, method, uri, nonce, qop }: DigestQuestion): string => {
  const ha2 = ha2Of({ algorithm, method, uri });
  return hashLatin1(
    algorithm,
    qop === undefined
      ? `${ha1}:${nonce}:${ha2}`
      : `${ha1}:${nonce}:${qop.nc}:${qop.cnonce}:${qop.value}:${ha2}`,
  );
};

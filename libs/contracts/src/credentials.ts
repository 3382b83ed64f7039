import { hash } from 'node:crypto';
import { TandemError } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import { seal, unseal } from './sealing.ts';
import type { KeyRing } from './sealing.ts';

/** HA1 of RFC 7616 §3.4.2 per algorithm, lower-case hexadecimal; the realm is the Client's SIP domain. */
export interface DigestCredentials {
  readonly md5: string;
  readonly sha256: string;
}

export interface CredentialSource {
  readonly login: string;
  readonly domain: string;
  readonly password: string;
}

/** `unq(username) ":" unq(realm) ":" passwd`, hashed (RFC 7616 §3.4.2, RFC 8760 for SHA-256). */
export const digestCredentials = ({ login, domain, password }: CredentialSource): DigestCredentials => {
  const a1 = `${login}:${domain}:${password}`;
  return { md5: hash('md5', a1), sha256: hash('sha256', a1) };
};

const bound = (sid: Sid): string => `${sid} credentials`;

/** The form in which HA1 digests travel and rest: sealed, bound to their Client. */
export const sealCredentials = (ring: KeyRing, sid: Sid, credentials: DigestCredentials): string =>
  seal(ring, JSON.stringify({ md5: credentials.md5, sha256: credentials.sha256 }), { bound: bound(sid) });

/** Throws `SEAL_UNKNOWN_KEY` or `SEAL_BROKEN`. */
export const unsealCredentials = (ring: KeyRing, sid: Sid, sealed: string): DigestCredentials => {
  const parsed = JSON.parse(unseal(ring, sealed, bound(sid))) as Partial<DigestCredentials>;
  if (typeof parsed.md5 !== 'string' || typeof parsed.sha256 !== 'string') {
    throw new TandemError('SEAL_BROKEN', `the sealed credentials of ${sid} hold no digests`);
  }
  return { md5: parsed.md5, sha256: parsed.sha256 };
};

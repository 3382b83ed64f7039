import type { Sid } from '@tandem/kernel';
import type { AuthValue, Parsed } from '../headers/types.ts';
import type { CredentialLookup, CredentialSource, SipDomain } from '../registrar/ports.ts';
import { digestResponse, ha1Of } from './digest.ts';
import { readDigestAnswer, sameTarget } from './digest-answer.ts';
import type { DigestAnswer } from './digest-answer.ts';
import { sameDigest } from './latin1-hash.ts';
import type { LockOut } from './lock-out.ts';
import type { NonceCheck, NonceMint } from './nonce.ts';
import type { NonceUses } from './nonce-uses.ts';

/** A request that claims to come from someone. */
export interface AuthQuery {
  readonly domain: SipDomain;
  readonly method: string;
  /** As sent. */
  readonly requestUri: string;
  readonly callId: string;
  /** The Authorization (or Proxy-Authorization) fields. */
  readonly answers: readonly Parsed<AuthValue>[];
  /** Source address. */
  readonly address: string;
  /** Wall-clock milliseconds. */
  readonly now: number;
}

export type WrongReason = 'digest' | 'unknown' | 'disabled' | 'inactive-account' | 'locked';

export type AuthVerdict =
  /** No credentials for our realm. */
  | { readonly kind: 'none' }
  /** A nonce that is not ours, or an algorithm that it did not offer. */
  | { readonly kind: 'foreign' }
  /** A nonce that was valid once. */
  | { readonly kind: 'stale'; readonly why: 'expired' | 'replayed' }
  | { readonly kind: 'badFormat'; readonly why: string }
  /** Something needed to say has not arrived at this unit yet. */
  | { readonly kind: 'notYet' }
  | { readonly kind: 'ok'; readonly sid: Sid; readonly login: string }
  /** `fresh`: the phone had just been challenged, so it meant this very answer. `why` is for counters only. */
  | { readonly kind: 'wrong'; readonly fresh: boolean; readonly why: WrongReason };

export interface AuthenticatorParts {
  readonly nonces: NonceMint;
  readonly uses: NonceUses;
  readonly lockOut: LockOut;
  readonly credentials: CredentialSource;
  /** Whether the Client has a live binding from this address: such a source is never locked out. */
  readonly isAtHome: (sid: Sid, address: string, now: number) => boolean;
}

type ValidNonce = Extract<NonceCheck, { kind: 'valid' }>;
type Chosen = { readonly value: AuthValue; readonly nonce: ValidNonce };

const NONE: AuthVerdict = { kind: 'none' };
const FOREIGN: AuthVerdict = { kind: 'foreign' };
const EXPIRED: AuthVerdict = { kind: 'stale', why: 'expired' };
const REPLAYED: AuthVerdict = { kind: 'stale', why: 'replayed' };
const NOT_YET: AuthVerdict = { kind: 'notYet' };
const MALFORMED: AuthVerdict = { kind: 'badFormat', why: 'credentials cannot be read' };

/** No password has this digest: an unknown user costs the same two hashes as a known one. */
const NOBODY = { md5: '0'.repeat(32), sha256: '0'.repeat(64) };

const refusalOf = (found: CredentialLookup): WrongReason | undefined => {
  if (found.kind !== 'found') return 'unknown';
  if (!found.enabled) return 'disabled';
  return found.accountActive ? undefined : 'inactive-account';
};

/**
 * Decides whose request it is (RFC 3261 §22, RFC 7616). Its only effects are on the memory of nonces used and of
 * failures.
 */
export class Authenticator {
  readonly #parts: AuthenticatorParts;

  constructor(parts: AuthenticatorParts) {
    this.#parts = parts;
  }

  verify(query: AuthQuery): AuthVerdict {
    if (query.answers.length === 0) return NONE;
    const chosen = this.#choose(query);
    if ('kind' in chosen) return chosen;
    const reading = readDigestAnswer(chosen.value, chosen.nonce.policy.algorithms);
    if (reading.kind === 'unoffered') return FOREIGN;
    if (reading.kind === 'bad') return { kind: 'badFormat', why: reading.why };
    if (!sameTarget(reading.answer.uri, query.requestUri)) {
      return { kind: 'badFormat', why: 'digest uri is not the Request-URI' };
    }
    return this.#judge(query, reading.answer, chosen.nonce);
  }

  /** "Of several Authorization headers take the one with our realm and nonce." */
  #choose({ answers, domain, callId, now }: AuthQuery): Chosen | AuthVerdict {
    let verdict = NONE;
    for (const parsed of answers) {
      if (!parsed.ok) {
        if (verdict === NONE) verdict = MALFORMED;
        continue;
      }
      const { scheme, params } = parsed.value;
      if (scheme !== 'digest' || params.get('realm') !== domain.name) continue;
      const nonce = this.#parts.nonces.check(params.get('nonce') ?? '', now, { realm: domain.name, callId });
      if (nonce.kind === 'valid') return { value: parsed.value, nonce };
      verdict = nonce.kind === 'expired' ? EXPIRED : FOREIGN;
    }
    return verdict;
  }

  #judge(query: AuthQuery, answer: DigestAnswer, nonce: ValidNonce): AuthVerdict {
    const { uses, lockOut, credentials, isAtHome } = this.#parts;
    const { now, address } = query;
    const use = { id: nonce.id, issuedAt: nonce.issuedAt, nc: answer.nc };
    const used = uses.judge(use, now);
    if (used === 'replayed') return REPLAYED;
    const fresh = used === 'first';
    const found = credentials.lookup(query.domain.name, answer.username);
    if (found.kind === 'not-yet') return NOT_YET;
    if (lockOut.isLocked(address, answer.username, now)) {
      if (found.kind !== 'found' || !isAtHome(found.sid, address, now)) {
        return { kind: 'wrong', fresh: true, why: 'locked' };
      }
    }
    const right = isRight(query, answer, found);
    const refusal = refusalOf(found) ?? (right ? undefined : 'digest');
    if (refusal !== undefined || found.kind !== 'found') {
      lockOut.failed(address, answer.username, now);
      return { kind: 'wrong', fresh, why: refusal ?? 'unknown' };
    }
    uses.record(use, now);
    lockOut.succeeded(address, answer.username);
    return { kind: 'ok', sid: found.sid, login: answer.username };
  }
}

const isRight = ({ method }: AuthQuery, answer: DigestAnswer, found: CredentialLookup): boolean => {
  const { algorithm, uri, nonce, qop } = answer;
  const ha1 = ha1Of(found.kind === 'found' ? found.ha1 : NOBODY, algorithm);
  return sameDigest(digestResponse({ algorithm, ha1, method, uri, nonce, qop }), answer.response);
};

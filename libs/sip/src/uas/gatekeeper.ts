import type { Random } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import { Authenticator } from '../auth/authenticator.ts';
import type { AuthVerdict, AuthenticatorParts } from '../auth/authenticator.ts';
import { challengeValues } from '../auth/challenge.ts';
import { NonceMint } from '../auth/nonce.ts';
import type { NonceKeys } from '../auth/nonce.ts';
import { authorizationsOf, proxyAuthorizationsOf } from '../headers/accessors.ts';
import { field } from '../headers/header-bag.ts';
import type { CheckedRequest } from '../message/validate-request.ts';
import type { SipDomain } from '../registrar/ports.ts';
import { notYet, provedRefusal } from './reply.ts';
import type { Reply } from './reply.ts';

/** 401 as registrar, 407 for everything that passes through (RFC 3261 §22.2, §22.3). */
const ROLES = {
  registrar: { status: 401, header: 'WWW-Authenticate', answersOf: authorizationsOf },
  proxy: { status: 407, header: 'Proxy-Authenticate', answersOf: proxyAuthorizationsOf },
} as const;

export type Role = keyof typeof ROLES;

export interface Entry {
  readonly checked: CheckedRequest;
  readonly domain: SipDomain;
  /** Source address. */
  readonly address: string;
  readonly now: number;
}

/** Who the sender is, or what it is told instead. */
export type Admission =
  | { readonly admitted: true; readonly sid: Sid; readonly login: string }
  | { readonly admitted: false; readonly reply: Reply };

export interface GatekeeperOptions extends Omit<AuthenticatorParts, 'nonces'> {
  readonly nonceKeys: NonceKeys;
  readonly random: Random;
}

/** Lets requests in by their digest, and turns verdicts into answers (design §4 "Answers"). */
export class Gatekeeper {
  readonly #options: GatekeeperOptions;
  #nonces: NonceMint;
  #authenticator: Authenticator;

  constructor(options: GatekeeperOptions) {
    this.#options = options;
    this.#nonces = new NonceMint(options.nonceKeys, options.random);
    this.#authenticator = new Authenticator({ ...options, nonces: this.#nonces });
  }

  /** The cluster's keys were rotated. Nonces of the key before stay good as its `previous`. */
  useNonceKeys(nonceKeys: NonceKeys): void {
    this.#nonces = new NonceMint(nonceKeys, this.#options.random);
    this.#authenticator = new Authenticator({ ...this.#options, nonces: this.#nonces });
  }

  admit(role: Role, { checked, domain, address, now }: Entry): Admission {
    const { request, callId } = checked;
    const verdict = this.#authenticator.verify({
      domain,
      method: request.method,
      requestUri: request.requestUri,
      callId,
      answers: ROLES[role].answersOf(request),
      address,
      now,
    });
    if (verdict.kind === 'ok') return { admitted: true, sid: verdict.sid, login: verdict.login };
    const challenge = (why: string, proved: boolean, stale = false): Reply =>
      this.#challenge(role, { checked, domain, address, now }, { why, proved, stale });
    return { admitted: false, reply: answerTo(verdict, challenge) };
  }

  #challenge(
    role: Role,
    { checked, domain, now }: Entry,
    { why, proved, stale }: { readonly why: string; readonly proved: boolean; readonly stale: boolean },
  ): Reply {
    const { status, header } = ROLES[role];
    const nonce = this.#nonces.mint(now, { realm: domain.name, callId: checked.callId }, domain.digest);
    const values = challengeValues({ realm: domain.name, nonce, policy: domain.digest, stale });
    return { status, headers: values.map((value) => field(header, value)), proved, why };
  }
}

type Refused = Exclude<AuthVerdict, { kind: 'ok' }>;
type Challenge = (why: string, proved: boolean, stale?: boolean) => Reply;

/**
 * 403 takes phones off the air for a minute or for good, so it is given only to a sender who was just challenged and
 * answered wrong; whatever may be a matter of time is a fresh challenge or 503. Wrong password, unknown user, disabled
 * Client and inactive account look alike.
 */
const answerTo = (verdict: Refused, challenge: Challenge): Reply => {
  switch (verdict.kind) {
    case 'none':
    case 'foreign':
      return challenge(verdict.kind, false);
    case 'stale':
      return challenge(verdict.why, true, true);
    case 'wrong':
      return verdict.fresh ? provedRefusal(403, verdict.why) : challenge(verdict.why, true);
    case 'badFormat':
      return { ...provedRefusal(400, 'credentials'), reason: `Bad Request - ${verdict.why}`, proved: false };
    case 'notYet':
      return notYet('not-yet', true);
  }
};

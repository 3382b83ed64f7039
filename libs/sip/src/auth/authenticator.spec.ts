import { beforeEach, describe, expect, it } from '@jest/globals';
import { ok, err } from '@tandem/kernel';
import { seededRandom } from '@tandem/kernel/testing';
import type { AuthValue, Parsed } from '../headers/types.ts';
import type { CredentialLookup } from '../registrar/ports.ts';
import { Authenticator } from './authenticator.ts';
import type { AuthQuery } from './authenticator.ts';
import { computeHa1s, digestResponse, ha1Of } from './digest.ts';
import { LockOut } from './lock-out.ts';
import { NonceMint } from './nonce.ts';
import { NonceUses } from './nonce-uses.ts';
import { DIGEST_POLICIES } from './policy.ts';
import type { DigestAlgorithm, DigestPolicyName } from './policy.ts';

const T0 = Date.UTC(2013, 10, 4, 16, 33, 39);
const REALM = 'tandem.local';
const SID = 'CL00000000000000000000000000000001';
const context = { realm: REALM, callId: 'call-1' };
const ha1 = computeHa1s({ login: 'alice', realm: REALM, password: 'wonderland' });
const alice: CredentialLookup = { kind: 'found', sid: SID, enabled: true, accountActive: true, ha1 };

let users: Map<string, CredentialLookup>;
let looked: string[];
let atHome: boolean;
let nonces: NonceMint;
let authenticator: Authenticator;

beforeEach(() => {
  users = new Map([['alice', alice]]);
  looked = [];
  atHome = false;
  nonces = new NonceMint({ current: Buffer.alloc(32, 1) }, seededRandom(1));
  authenticator = new Authenticator({
    nonces,
    uses: new NonceUses(),
    lockOut: new LockOut(),
    credentials: {
      lookup: (domain, login) => {
        looked.push(`${login}@${domain}`);
        return users.get(login) ?? { kind: 'unknown' };
      },
    },
    isAtHome: () => atHome,
  });
});

interface AnswerInit {
  readonly policy?: DigestPolicyName;
  readonly algorithm?: DigestAlgorithm;
  readonly login?: string;
  readonly password?: string;
  readonly nonce?: string;
  readonly nc?: string;
  readonly uri?: string;
  readonly drop?: readonly string[];
  readonly set?: Readonly<Record<string, string>>;
}

const nonceOf = (policy: DigestPolicyName = 'md5', at = T0): string =>
  nonces.mint(at, context, DIGEST_POLICIES[policy]);

const qopOf = ({ nc = '00000001', set, drop = [] }: AnswerInit) =>
  drop.includes('qop') ? undefined : { value: set?.['qop'] ?? 'auth', nc, cnonce: 'c0ffee' };

const answerOf = (init: AnswerInit = {}): Parsed<AuthValue> => {
  const { algorithm = 'MD5', login = 'alice', password = 'wonderland', uri = 'sip:tandem.local' } = init;
  const nonce = init.nonce ?? nonceOf(init.policy);
  const qop = qopOf(init);
  const own = ha1Of(computeHa1s({ login, realm: REALM, password }), algorithm);
  const response = digestResponse({ algorithm, ha1: own, method: 'REGISTER', uri, nonce, qop });
  const params = new Map(
    Object.entries({
      ...{ username: login, realm: REALM, nonce, uri, response, algorithm },
      ...(qop && { qop: qop.value, nc: qop.nc, cnonce: qop.cnonce }),
      ...init.set,
    }),
  );
  for (const name of init.drop ?? []) params.delete(name);
  return ok({ scheme: 'digest', params });
};

const verify = (answers: readonly Parsed<AuthValue>[], over: Partial<AuthQuery> = {}) =>
  authenticator.verify({
    domain: { name: REALM, digest: DIGEST_POLICIES.md5 },
    method: 'REGISTER',
    requestUri: 'sip:tandem.local',
    callId: context.callId,
    answers,
    address: '192.0.2.1',
    now: T0 + 100,
    ...over,
  });

const OK = { kind: 'ok', sid: SID, login: 'alice' };

describe('a right answer', () => {
  it('tells whose request it is', () => {
    expect(verify([answerOf()])).toEqual(OK);
    expect(looked).toEqual(['alice@tandem.local']);
  });

  it('may leave the algorithm out: MD5 is meant', () => {
    expect(verify([answerOf({ drop: ['algorithm'] })])).toEqual(OK);
  });

  it.each([
    ['md5', 'MD5'],
    ['md5,sha256', 'MD5'],
    ['md5,sha256', 'SHA-256'],
    ['sha256,md5', 'MD5'],
    ['sha256,md5', 'SHA-256'],
    ['sha256', 'SHA-256'],
  ] as const)('is taken when %s was offered and %s is used', (policy, algorithm) => {
    expect(verify([answerOf({ policy, algorithm })])).toEqual(OK);
    expect(verify([answerOf({ policy, algorithm, set: { algorithm: algorithm.toLowerCase() } })])).toEqual(
      OK,
    );
  });

  it('is taken without qop, for MD5, once per nonce', () => {
    const nonce = nonceOf();
    expect(verify([answerOf({ nonce, drop: ['qop'] })])).toEqual(OK);
    expect(verify([answerOf({ nonce, drop: ['qop'] })])).toEqual({ kind: 'stale', why: 'replayed' });
  });

  it('is found among answers to other realms and nonces, broken ones and other schemes', () => {
    const foreign = answerOf({ set: { realm: 'elsewhere.example' } });
    const old = answerOf({ nonce: nonceOf('md5', T0 - 600_000) });
    const broken = err({ fault: 'malformed', header: 'authorization', why: 'parameter' } as const);
    const basic = ok({ scheme: 'bearer', params: new Map<string, string>() });
    expect(verify([broken, basic, foreign, old, answerOf()])).toEqual(OK);
  });

  it('may be reused with a rising nc where it was first seen', () => {
    const nonce = nonceOf();
    expect(verify([answerOf({ nonce })])).toEqual(OK);
    expect(verify([answerOf({ nonce, nc: '00000002' })], { now: T0 + 200_000 })).toEqual(OK);
    expect(verify([answerOf({ nonce, nc: '00000002' })], { now: T0 + 200_000 })).toEqual({
      kind: 'stale',
      why: 'replayed',
    });
  });

  it.each([
    ['sip:tandem.local;transport=udp', 'sip:tandem.local'],
    ['sip:tandem.local', 'sip:TANDEM.local:5060;transport=udp'],
    ['sip:tandem.local:5080', 'sip:tandem.local:5060'],
  ])('may name the target %s for the Request-URI %s: only user and host are compared', (uri, requestUri) => {
    expect(verify([answerOf({ uri })], { requestUri })).toEqual(OK);
  });
});

describe('no answer of ours', () => {
  it.each([
    ['no header at all', () => []],
    ['another scheme', () => [ok({ scheme: 'nooneknowsthisscheme', params: new Map<string, string>() })]],
    ['another realm only', () => [answerOf({ set: { realm: 'elsewhere.example' } })]],
  ])('%s counts as none, without a lookup', (_what, answers) => {
    expect(verify(answers())).toEqual({ kind: 'none' });
    expect(looked).toEqual([]);
  });

  it.each([
    ['a nonce that another server made', { nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093' }],
    ['an algorithm that the nonce did not offer: no downgrade', { policy: 'sha256', algorithm: 'MD5' }],
    ['an algorithm that nobody offered', { set: { algorithm: 'SHA-512-256' } }],
  ] as const)('%s is foreign, without a lookup', (_what, init) => {
    expect(verify([answerOf(init)])).toEqual({ kind: 'foreign' });
    expect(looked).toEqual([]);
  });

  it('a nonce given for another Call-ID is foreign', () => {
    expect(verify([answerOf()], { callId: 'call-2' })).toEqual({ kind: 'foreign' });
  });

  it.each([
    ['five minutes old', '00000001', 300_000, 'expired'],
    ['30 s old at its first use here', '00000001', 30_000, 'replayed'],
    ['new here with nc=2', '00000002', 100, 'replayed'],
  ])('a nonce %s is stale, without a lookup', (_what, nc, age, why) => {
    expect(verify([answerOf({ nc })], { now: T0 + age })).toEqual({ kind: 'stale', why });
    expect(looked).toEqual([]);
  });
});

describe('a broken answer', () => {
  it.each([
    ['no user name', { drop: ['username'] }],
    ['no uri', { drop: ['uri'] }],
    ['no response', { drop: ['response'] }],
    ['no cnonce', { drop: ['cnonce'] }],
    ['no nc', { drop: ['nc'] }],
    ['an nc that is no number', { set: { nc: 'first' } }],
    ['an nc of another length', { set: { nc: '1' } }],
    ['a qop that was not offered', { set: { qop: 'auth-int' } }],
    ['no qop with SHA-256', { policy: 'sha256', algorithm: 'SHA-256', drop: ['qop'] }],
    ['a target on another host', { uri: 'sip:elsewhere.example' }],
    ['a target with another user', { uri: 'sip:bob@tandem.local' }],
    ['a target that is no URI', { uri: '/index.html' }],
    ['a target of another scheme', { uri: 'tel:+358401234567' }],
  ] as const)('%s has a bad format', (_what, init) => {
    expect(verify([answerOf(init)]).kind).toBe('badFormat');
    expect(looked).toEqual([]);
  });

  it('that cannot be read at all has a bad format', () => {
    const broken = err({ fault: 'malformed', header: 'authorization', why: 'parameter' } as const);
    expect(verify([broken]).kind).toBe('badFormat');
  });
});

describe('a wrong answer', () => {
  it.each([
    ['a wrong password', () => verify([answerOf({ password: 'guess' })]), 'digest'],
    ['an unknown user', () => verify([answerOf({ login: 'mallory' })]), 'unknown'],
    [
      'the user with a domain behind it',
      () => verify([answerOf({ login: 'alice@tandem.local' })]),
      'unknown',
    ],
    ['the user in other case', () => verify([answerOf({ login: 'Alice' })]), 'unknown'],
    ['an upper-case digest', () => verify([answerOf({ set: { response: 'A'.repeat(32) } })]), 'digest'],
    ['an empty digest', () => verify([answerOf({ set: { response: 'x' } })]), 'digest'],
  ])('%s on a fresh nonce is wrong for good', (_what, act, why) => {
    expect(act()).toEqual({ kind: 'wrong', fresh: true, why });
  });

  it('is wrong although the digest is right when the Client is disabled or its account inactive', () => {
    users.set('alice', { ...alice, enabled: false });
    expect(verify([answerOf()])).toEqual({ kind: 'wrong', fresh: true, why: 'disabled' });
    users.set('alice', { ...alice, accountActive: false });
    expect(verify([answerOf()])).toEqual({ kind: 'wrong', fresh: true, why: 'inactive-account' });
  });

  it('on a reused nonce is not fresh: the phone is asked again', () => {
    const nonce = nonceOf();
    verify([answerOf({ nonce })]);
    expect(verify([answerOf({ nonce, nc: '00000002', password: 'guess' })])).toMatchObject({
      kind: 'wrong',
      fresh: false,
    });
  });

  it('does not spend the nonce', () => {
    const nonce = nonceOf();
    verify([answerOf({ nonce, password: 'guess' })]);
    expect(verify([answerOf({ nonce })])).toEqual(OK);
  });

  it('is not judged while the user cannot be looked up yet', () => {
    users.set('alice', { kind: 'not-yet' });
    expect(verify([answerOf()])).toEqual({ kind: 'notYet' });
  });
});

describe('the lock-out', () => {
  const guess = (times: number): void => {
    for (let i = 0; i < times; i++) verify([answerOf({ password: `guess ${i}` })]);
  };

  it('refuses even the right password after ten wrong ones from one address', () => {
    guess(10);
    expect(verify([answerOf()])).toEqual({ kind: 'wrong', fresh: true, why: 'locked' });
    expect(verify([answerOf()], { address: '192.0.2.2' })).toEqual(OK);
    expect(verify([answerOf()], { now: T0 + 100 + 61_000 }).kind).toBe('stale');
  });

  it('spares the address from which the Client has a live binding', () => {
    guess(10);
    atHome = true;
    expect(verify([answerOf()])).toEqual(OK);
  });

  it('counts unknown users like wrong passwords', () => {
    for (let i = 0; i < 10; i++) verify([answerOf({ login: 'mallory' })]);
    expect(verify([answerOf({ login: 'mallory' })])).toMatchObject({ why: 'locked' });
  });

  it('counts wrong digests on a reused nonce too', () => {
    const nonce = nonceOf();
    verify([answerOf({ nonce })]);
    for (let i = 2; i < 12; i++) {
      verify([answerOf({ nonce, nc: i.toString(16).padStart(8, '0'), password: 'guess' })]);
    }
    expect(verify([answerOf()])).toMatchObject({ why: 'locked' });
  });

  it('does not count what is merely stale or foreign', () => {
    for (let i = 0; i < 20; i++) verify([answerOf({ nonce: 'foreign' })]);
    expect(verify([answerOf()])).toEqual(OK);
  });
});

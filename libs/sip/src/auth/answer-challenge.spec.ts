import { describe, expect, it } from '@jest/globals';
import { wwwAuthenticatesOf } from '../headers/accessors.ts';
import { field, HeaderBag } from '../headers/header-bag.ts';
import type { AuthValue } from '../headers/types.ts';
import { answerChallenge } from './answer-challenge.ts';
import { challengeValues } from './challenge.ts';
import { DIGEST_POLICIES } from './policy.ts';

const challengesFrom = (...values: readonly string[]): readonly AuthValue[] =>
  wwwAuthenticatesOf({ headers: new HeaderBag(values.map((value) => field('WWW-Authenticate', value))) }).map(
    (parsed) => {
      if (!parsed.ok) throw new Error(parsed.error.why);
      return parsed.value;
    },
  );

const init = { login: 'alice', password: 'wonderland', method: 'REGISTER', uri: 'sip:t', cnonce: 'c0ffee' };
const both = challengesFrom(
  ...challengeValues({
    realm: 'tandem.local',
    nonce: 'n',
    policy: DIGEST_POLICIES['sha256,md5'],
    stale: false,
  }),
);

describe('answerChallenge', () => {
  it('takes the first challenge that it can answer', () => {
    expect(answerChallenge({ ...init, challenges: both })).toContain('algorithm=SHA-256');
    expect(answerChallenge({ ...init, challenges: both, algorithms: ['MD5'] })).toContain('algorithm=MD5');
  });

  it('gives the answer of the example in RFC 7616 §3.9.1 but for what SIP adds', () => {
    const challenges = challengesFrom(
      'Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=MD5, ' +
        'nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v"',
    );
    const value = answerChallenge({
      challenges,
      login: 'Mufasa',
      password: 'Circle of Life',
      method: 'GET',
      uri: '/dir/index.html',
      cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
    });
    expect(value).toContain('response="8ca523f5e9506fed4657c9700eebdbec"');
  });

  it('counts the uses of a nonce in eight digits', () => {
    expect(answerChallenge({ ...init, challenges: both, nc: 26 })).toContain('nc=0000001a');
  });

  it('leaves qop out when it was not offered', () => {
    const challenges = challengesFrom('Digest realm="r", nonce="n"');
    expect(answerChallenge({ ...init, challenges })).not.toMatch(/qop|nc=|cnonce/);
  });

  it.each([
    ['no challenge', []],
    ['another scheme', challengesFrom('Bearer realm="r"')],
    ['another algorithm', challengesFrom('Digest realm="r", nonce="n", algorithm=AKAv1-MD5')],
  ])('has no answer to %s', (_what, challenges) => {
    expect(answerChallenge({ ...init, challenges })).toBeUndefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import { challengeValues } from './challenge.ts';
import { DIGEST_POLICIES } from './policy.ts';

const challenge = { realm: 'tandem.local', nonce: 'abc', policy: DIGEST_POLICIES.md5, stale: false };

describe('a challenge', () => {
  it('names realm, nonce, algorithm and qop', () => {
    expect(challengeValues(challenge)).toEqual([
      'Digest realm="tandem.local", nonce="abc", algorithm=MD5, qop="auth"',
    ]);
  });

  it('says stale only when told so', () => {
    expect(challengeValues({ ...challenge, stale: true })[0]).toMatch(/, stale=true$/);
  });

  it('has one field per algorithm, most preferred first (RFC 8760 §2.4)', () => {
    const both = challengeValues({ ...challenge, policy: DIGEST_POLICIES['sha256,md5'] });
    expect(both).toHaveLength(2);
    expect(both[0]).toContain('algorithm=SHA-256,');
    expect(both[1]).toContain('algorithm=MD5,');
  });
});

import { describe, expect, it } from '@jest/globals';
import { algorithmNamed, DIGEST_POLICIES, digestPolicy, policyOfCode } from './policy.ts';

describe('digest policy', () => {
  it.each([
    ['md5', ['MD5']],
    ['md5,sha256', ['MD5', 'SHA-256']],
    ['sha256,md5', ['SHA-256', 'MD5']],
    ['sha256', ['SHA-256']],
  ])('%s offers its algorithms in the order written', (name, algorithms) => {
    expect(digestPolicy(name)?.algorithms).toEqual(algorithms);
  });

  it.each(['', 'MD5', 'sha512', 'toString', '__proto__', 'md5, sha256'])('%p is no policy', (name) => {
    expect(digestPolicy(name)).toBeUndefined();
  });

  it('finds each policy again by the code that a nonce carries', () => {
    for (const policy of Object.values(DIGEST_POLICIES)) {
      expect(policy.code).toHaveLength(1);
      expect(policyOfCode(policy.code)).toBe(policy);
    }
    expect(policyOfCode('x')).toBeUndefined();
  });
});

describe('the algorithm parameter', () => {
  it('means MD5 when it is absent (RFC 7616 §3.4)', () => {
    expect(algorithmNamed(undefined)).toBe('MD5');
  });

  it.each([
    ['MD5', 'MD5'],
    ['md5', 'MD5'],
    ['Md5', 'MD5'],
    ['SHA-256', 'SHA-256'],
    ['sha-256', 'SHA-256'],
  ])('%s is %s: tokens are case-insensitive', (name, algorithm) => {
    expect(algorithmNamed(name)).toBe(algorithm);
  });

  it.each(['', 'SHA-512-256', 'MD5-sess', 'SHA256', 'AKAv1-MD5'])('%p is not computed here', (name) => {
    expect(algorithmNamed(name)).toBeUndefined();
  });
});

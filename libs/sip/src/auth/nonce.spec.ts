import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '@tandem/kernel/testing';
import { NonceMint } from './nonce.ts';
import { DIGEST_POLICIES } from './policy.ts';

const key = Buffer.alloc(32, 1);
const now = Date.UTC(2013, 10, 4, 16, 33, 39);
const context = { realm: 'tandem.local', callId: 'a84b4c76e66710@pc33' };
const md5 = DIGEST_POLICIES.md5;
const mintOf = (keys = { current: key }, seed = 1) => new NonceMint(keys, seededRandom(seed));

describe('NonceMint', () => {
  it('makes nonces that need no quoting and are never equal', () => {
    const mint = mintOf();
    const nonces = new Set(Array.from({ length: 500 }, () => mint.mint(now, context, md5)));
    expect(nonces.size).toBe(500);
    for (const nonce of nonces) expect(nonce).toMatch(/^[\w-]{43}$/);
  });

  it.each(Object.values(DIGEST_POLICIES))('tells when it was made and that it offered $name', (policy) => {
    const nonce = mintOf().mint(now, context, policy);
    expect(mintOf().check(nonce, now + 10, context)).toMatchObject({ kind: 'valid', issuedAt: now, policy });
  });

  it('is accepted by any unit that has the cluster key', () => {
    const nonce = mintOf({ current: key }, 1).mint(now, context, md5);
    expect(mintOf({ current: key }, 2).check(nonce, now, context).kind).toBe('valid');
  });

  it('is accepted under the previous key, and not under any other', () => {
    const nonce = mintOf().mint(now, context, md5);
    const rotated = Buffer.alloc(32, 2);
    expect(mintOf({ current: rotated, previous: key } as never).check(nonce, now, context).kind).toBe(
      'valid',
    );
    expect(mintOf({ current: rotated }).check(nonce, now, context).kind).toBe('foreign');
  });

  it('lives for five minutes', () => {
    const nonce = mintOf().mint(now, context, md5);
    expect(mintOf().check(nonce, now + 299_999, context).kind).toBe('valid');
    expect(mintOf().check(nonce, now + 300_000, context).kind).toBe('expired');
  });

  it('bears another unit whose clock is a minute ahead, and no more', () => {
    const nonce = mintOf().mint(now + 60_000, context, md5);
    expect(mintOf().check(nonce, now, context).kind).toBe('valid');
    expect(mintOf().check(nonce, now - 1, context).kind).toBe('expired');
  });

  it.each([
    ['another realm', { ...context, realm: 'evil.example' }],
    ['another Call-ID', { ...context, callId: 'other' }],
    ['the same letters split elsewhere', { realm: 'tandem.loca', callId: `l${context.callId}` }],
  ])('is foreign with %s', (_what, other) => {
    expect(mintOf().check(mintOf().mint(now, context, md5), now, other).kind).toBe('foreign');
  });

  it('is foreign when any one character was changed: time, random, algorithm list or code', () => {
    const mint = mintOf();
    const nonce = mint.mint(now, context, DIGEST_POLICIES.sha256);
    for (let at = 0; at < nonce.length; at++) {
      const other = nonce[at] === 'm' || nonce[at] === '0' ? '1' : at === 20 ? 'm' : '0';
      const changed = nonce.slice(0, at) + other + nonce.slice(at + 1);
      expect([at, mint.check(changed, now, context).kind]).toEqual([at, 'foreign']);
    }
  });

  it.each([
    '',
    'x',
    '0'.repeat(56),
    'z'.repeat(56),
    '\u00e9'.repeat(56),
    '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4Gi',
  ])('is foreign when it is %p', (nonce) => {
    expect(mintOf().check(nonce, now, context)).toEqual({ kind: 'foreign' });
  });

  it('covers a Call-ID of any length', () => {
    const long = { ...context, callId: 'c'.repeat(60_000) };
    const nonce = mintOf().mint(now, long, md5);
    expect(mintOf().check(nonce, now, long).kind).toBe('valid');
    expect(mintOf().check(nonce, now, { ...long, callId: `${long.callId}c` }).kind).toBe('foreign');
  });
});

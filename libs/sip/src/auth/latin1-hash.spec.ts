import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { hashLatin1, sameDigest } from './latin1-hash.ts';

const reference = (name: string, octets: Buffer): string => createHash(name).update(octets).digest('hex');

describe('hashLatin1', () => {
  it.each([
    [''],
    ['REGISTER:sip:example.com'],
    [String.fromCharCode(0, 0x80, 0xc3, 0xff)],
    ['\u00e9'.repeat(4096)],
    ['x\u00e9'.repeat(40_000)],
  ])('hashes the octets, not their UTF-8 form (case %#)', (text) => {
    const octets = Buffer.from(text, 'latin1');
    expect(hashLatin1('MD5', text)).toBe(reference('md5', octets));
    expect(hashLatin1('SHA-256', text)).toBe(reference('sha256', octets));
  });

  it('leaves nothing of a longer text behind for a shorter one', () => {
    hashLatin1('MD5', 'a much longer text than the next one');
    expect(hashLatin1('MD5', 'short')).toBe(reference('md5', Buffer.from('short')));
  });
});

describe('sameDigest', () => {
  const md5 = reference('md5', Buffer.from('a'));
  const sha = reference('sha256', Buffer.from('a'));

  it('is true for equal digests of either length', () => {
    expect(sameDigest(md5, md5)).toBe(true);
    expect(sameDigest(sha, sha)).toBe(true);
  });

  it.each([
    ['another last character', `${md5.slice(0, -1)}x`],
    ['another first character', `x${md5.slice(1)}`],
    ['a shorter one', md5.slice(1)],
    ['a longer one', `${md5}0`],
    ['nothing', ''],
  ])('is false for %s', (_what, given) => {
    expect(sameDigest(md5, given)).toBe(false);
  });

  it('is false for what is longer than any digest, and does not throw', () => {
    const long = 'a'.repeat(65);
    expect(sameDigest(long, long)).toBe(false);
  });
});

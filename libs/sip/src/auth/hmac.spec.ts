import { createHmac } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { HmacSha256 } from './hmac.ts';

const reference = (key: Buffer, text: string): string =>
  createHmac('sha256', key).update(Buffer.from(text, 'latin1')).digest('base64url');

describe('HmacSha256', () => {
  it('gives the code of test case 2 in RFC 4231', () => {
    expect(new HmacSha256(Buffer.from('Jefe')).mac('what do ya want for nothing?')).toBe(
      Buffer.from('5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843', 'hex').toString(
        'base64url',
      ),
    );
  });

  it.each([0, 1, 32, 63, 64, 65, 131, 200])('agrees with node:crypto for a key of %i octets', (length) => {
    const key = Buffer.alloc(length, 0xa7);
    const hmac = new HmacSha256(key);
    for (const text of [
      '',
      'a',
      '\u00ff\u0000\u0080',
      'x'.repeat(1024),
      'x'.repeat(1025),
      'y'.repeat(70_000),
    ]) {
      expect(hmac.mac(text)).toBe(reference(key, text));
    }
  });

  it('does not remember an earlier, longer text', () => {
    const hmac = new HmacSha256(Buffer.from('key'));
    hmac.mac('a text that is longer than the next');
    expect(hmac.mac('next')).toBe(reference(Buffer.from('key'), 'next'));
  });
});

import { describe, expect, it } from '@jest/globals';
import { isSid, newSid, sidFromDigest, systemRandom } from './index.ts';
import { seededRandom } from './testing/index.ts';

describe('sid', () => {
  it('is two letters and 32 lower-case hexadecimal digits', () => {
    expect(newSid('CL', systemRandom)).toMatch(/^CL[0-9a-f]{32}$/);
  });

  it('is repeatable from the same randomness or digest', () => {
    expect(newSid('CL', seededRandom(7))).toBe(newSid('CL', seededRandom(7)));
    expect(sidFromDigest('CL', Buffer.alloc(32, 0xab))).toBe(`CL${'ab'.repeat(16)}`);
  });

  it.each([
    '',
    'CL',
    `cl${'a'.repeat(32)}`,
    `CL${'A'.repeat(32)}`,
    `CL${'a'.repeat(33)}`,
    `CL${'a'.repeat(32)}\n`,
  ])('refuses %j', (text) => {
    expect(isSid(text)).toBe(false);
  });

  it('tells kinds apart by prefix', () => {
    expect(isSid(`AC${'0'.repeat(32)}`, 'CL')).toBe(false);
    expect(isSid(`AC${'0'.repeat(32)}`, 'AC')).toBe(true);
  });
});

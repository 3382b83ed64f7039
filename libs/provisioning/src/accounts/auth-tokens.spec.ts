import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '@tandem/kernel/testing';
import { firstTokens, newToken, opening, rotatedTokens, withKey, withoutKey } from './auth-tokens.ts';

const random = seededRandom(7);
const [first, second, third] = [newToken(random), newToken(random), newToken(random)];

const opens = (stored: string | null, token: string, now: number): boolean =>
  opening(stored, token, now) !== null;

describe('auth tokens', () => {
  it('are long, random, and stored as a hash', () => {
    expect(first).toMatch(/^[\w-]{43}$/);
    expect(new Set([first, second, third]).size).toBe(3);
    expect(firstTokens(first)).not.toContain(first);
  });

  it('open what they were made for, alone', () => {
    const stored = firstTokens(first);
    expect(opens(stored, first, 0)).toBe(true);
    for (const wrong of [second, '', `${first}x`]) expect(opens(stored, wrong, 0)).toBe(false);
    expect(opens(null, first, 0)).toBe(false);
  });

  it('go on for a while when they are replaced, the latest two at most', () => {
    const once = rotatedTokens(firstTokens(first), second, 1000);
    expect([opens(once, first, 999), opens(once, first, 1000)]).toEqual([true, false]);
    expect(opens(once, second, 1e15)).toBe(true);
    const twice = rotatedTokens(once, third, 2000);
    expect([opens(twice, first, 0), opens(twice, second, 1999), opens(twice, third, 0)]).toEqual([
      ...[false, true, true],
    ]);
  });

  it('replace nothing where there is none yet', () => {
    expect(opens(rotatedTokens(null, first, 0), first, 5)).toBe(true);
  });

  it('may be keys, which rotation leaves alone and which end by themselves', () => {
    const key = { sid: 'KY1', friendlyName: 'CI', role: 'viewer', createdAt: 0 } as const;
    const stored = withKey(firstTokens(first), second, { ...key, until: 1000 });
    expect(opening(stored, second, 999)?.key).toEqual(key);
    expect(opens(stored, second, 1000)).toBe(false);
    const rotated = rotatedTokens(stored, third, 500);
    expect([opens(rotated, first, 499), opens(rotated, second, 0), opens(rotated, third, 0)]).toEqual([
      ...[true, true, true],
    ]);
    expect(opens(withoutKey(rotated, 'KY1'), second, 0)).toBe(false);
    expect(opens(withoutKey(rotated, 'KY1'), third, 0)).toBe(true);
  });

  it('that cannot be read are the journal’s fault', () => {
    expect(() => opens('nonsense', first, 0)).toThrow(expect.objectContaining({ code: 'JOURNAL_CORRUPT' }));
  });
});

import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { canonicalUserinfo, isUserinfo } from './userinfo.ts';

describe('userinfo of RFC 2396', () => {
  it.each([
    'alice',
    'Alice-01_x.y!z~*',
    "o'hara",
    '(a)',
    'a;b&c=d+e$f,g',
    '%41lice',
    'a%40b',
    '+15551234',
    '1',
  ])('takes %j', (text) => {
    expect(isUserinfo(text)).toBe(true);
  });

  it.each([
    ['a colon, which cannot be in a digest user name', 'a:b'],
    ['an escaped colon', 'a%3Ab'],
    ['an at sign', 'alice@example.com'],
    ['a space', 'a b'],
    ['a slash', 'a/b'],
    ['a question mark', 'a?b'],
    ['a hash', 'a#b'],
    ['brackets', '[a]'],
    ['half an escape', 'a%4'],
    ['a bare percent sign', '100%'],
    ['an escape that is not hexadecimal', 'a%zz'],
    ['an escaped NUL', 'a%00'],
    ['an escaped line break', 'a%0d%0A'],
    ['an escaped DEL', 'a%7f'],
    ['letters beyond ASCII', 'älice'],
    ['a line break', 'alice\n'],
    ['a double quote', '"alice"'],
    ['angle brackets', '<alice>'],
    ['a backslash', 'a\\b'],
  ])('refuses %s', (_what, text) => {
    expect(isUserinfo(text)).toBe(false);
  });
});

describe('the canonical spelling', () => {
  it.each([
    ['alice', 'alice'],
    ['%61lice', 'alice'],
    ['Alice', 'Alice'],
    ['a%c3%a9', 'a%C3%A9'],
    ['a%40b', 'a%40b'],
    ['a%2Cb', 'a,b'],
    ['a%2541', 'a%2541'],
  ])('of %j is %j', (text, canonical) => {
    expect(canonicalUserinfo(text)).toBe(canonical);
  });

  it('is a user name itself, and its own canonical spelling', () => {
    const units = [..."aZ09-_.!~*'();&=+$,".split(''), '%61', '%c3', '%40', '%25', '%2c'];
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...units) }), (text) => {
        const canonical = canonicalUserinfo(text);
        expect(isUserinfo(canonical)).toBe(true);
        expect(canonicalUserinfo(canonical)).toBe(canonical);
        expect(decodeOctets(canonical)).toBe(decodeOctets(text));
      }),
    );
  });
});

const decodeOctets = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

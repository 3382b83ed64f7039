import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decodeText } from '../text/wire-text.ts';
import { escapeUser, hasWholeEscapes, normalizeEscapes, unescapeUser } from './escapes.ts';
import { parseUri } from './parse.ts';

describe('escapes of a URI', () => {
  it.each([
    ['', true],
    ['abc', true],
    ['%41', true],
    ['a%4aB%4A', true],
    ['%', false],
    ['%4', false],
    ['%4g', false],
    ['%%41', false],
    ['%41%', false],
  ])('%j are whole: %j', (text, whole) => expect(hasWholeEscapes(text)).toBe(whole));

  it.each([
    ['alice', 'alice'],
    ['a%40b', 'a@b'],
    ['%61%6c%69%63%65', 'alice'],
    ['sips%3Auser%40example.com', 'sips:user@example.com'],
    ['%2541', '%41'],
    ['%00', '\0'],
    ['%C3%A9', '\xc3\xa9'],
    ['x%20y%20', 'x y '],
  ])('%s unescaped is %j', (text, plain) => expect(unescapeUser(text)).toBe(plain));

  it.each([
    ['%61', 'a'],
    ['%7E', '~'],
    ['%40', '%40'],
    ['%3a%3B', '%3A%3B'],
    ['%25%34%31', '%2541'],
    ['%00%c3', '%00%C3'],
    ['a+b', 'a+b'],
  ])('%s normalized is %s', (text, normal) => expect(normalizeEscapes(text)).toBe(normal));

  it('normalizing twice changes nothing more', () => {
    const escape = fc.integer({ min: 0, max: 255 }).map((code) => `%${code.toString(16).padStart(2, '0')}`);
    fc.assert(
      fc.property(fc.array(fc.oneof(escape, fc.constantFrom('a', '1', '+'))), (pieces) => {
        const normal = normalizeEscapes(pieces.join(''));
        return normalizeEscapes(normal) === normal && unescapeUser(normal) === unescapeUser(pieces.join(''));
      }),
    );
  });
});

describe('a user part from any text', () => {
  it.each([
    ['alice', 'alice'],
    ['a@b', 'a%40b'],
    ['a:b', 'a%3Ab'],
    ['50%', '50%25'],
    ['*21#', '*21%23'],
    ['é', '%C3%A9'],
    ['a b\r\n', 'a%20b%0D%0A'],
  ])('%j is %s', (text, user) => expect(escapeUser(text)).toBe(user));

  it('stands in a URI and comes back', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (text) => {
        const uri = parseUri(`sip:${escapeUser(text)}@h`);
        return (
          uri.ok && uri.value.scheme === 'sip' && decodeText(unescapeUser(uri.value.user ?? '')) === text
        );
      }),
    );
  });
});

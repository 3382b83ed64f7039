import { describe, expect, it } from '@jest/globals';
import { allChars, CHAR, isChar, isToken } from './chars.ts';

const classOf = (bit: number): string =>
  Array.from({ length: 256 }, (_, code) => String.fromCharCode(code))
    .filter((character) => isChar(character.charCodeAt(0), bit))
    .join('');

const ALPHANUM = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const sorted = (characters: string): string => [...characters].sort().join('');

describe('character classes (RFC 3261 §25.1)', () => {
  it('token', () => expect(classOf(CHAR.token)).toBe(sorted(`${ALPHANUM}-.!%*_+\`'~`)));
  it('digit', () => expect(classOf(CHAR.digit)).toBe('0123456789'));
  it('hex', () => expect(classOf(CHAR.hex)).toBe('0123456789ABCDEFabcdef'));
  it('host', () => expect(classOf(CHAR.host)).toBe(sorted(`${ALPHANUM}-._`)));
  it('user', () => expect(classOf(CHAR.user)).toBe(sorted(`${ALPHANUM}-_.!~*'()%&=+$,;?/:#`)));
  it('uri parameter', () => expect(classOf(CHAR.uriParam)).toBe(sorted(`${ALPHANUM}-_.!~*'()%[]/:&+$=`)));
  it('value: no separator of lists, quotes or addresses', () => {
    for (const character of ' \t\r\n\0;,"<>\\\x7f\xff') {
      expect(isChar(character.charCodeAt(0), CHAR.value)).toBe(false);
    }
  });
  it('visible: no blank, no control character', () => {
    expect(classOf(CHAR.visible)).toHaveLength(94 + 128);
    for (const character of ' \t\r\n\0\x7f')
      expect(isChar(character.charCodeAt(0), CHAR.visible)).toBe(false);
  });

  it('know nothing beyond an octet, and nothing beyond the end of a text', () => {
    for (const bit of Object.values(CHAR)) {
      expect(isChar(0x141, bit)).toBe(false);
      expect(isChar(''.charCodeAt(0), bit)).toBe(false);
    }
  });
});

describe('whole texts', () => {
  it('a token has at least one character', () => {
    expect(['INVITE', "a-.!%*_+`'~", '', 'a b', 'a:', 'é', 'a\r'].map(isToken)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
      false,
    ]);
  });

  it('a range is looked at from its start to before its end', () => {
    expect(allChars('a12b', CHAR.digit, 1, 3)).toBe(true);
    expect(allChars('a12b', CHAR.digit, 1)).toBe(false);
    expect(allChars('', CHAR.digit)).toBe(true);
  });
});

import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { canonicalLogin } from './index.ts';

describe('the canonical spelling of a login', () => {
  it.each([
    ['alice', 'alice'],
    ['%61lice', 'alice'],
    ['Alice', 'Alice'],
    ['a%c3%a9', 'a%C3%A9'],
    ['a%40b', 'a%40b'],
    ['a%2Cb', 'a,b'],
    ['a%2541', 'a%2541'],
  ])('of %j is %j', (text, canonical) => {
    expect(canonicalLogin(text)).toBe(canonical);
  });

  it('names the same octets, and is its own canonical spelling', () => {
    const units = [..."aZ09-_.!~*'();&=+$,".split(''), '%61', '%c3', '%40', '%25', '%2c'];
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...units) }), (text) => {
        const canonical = canonicalLogin(text);
        expect(canonicalLogin(canonical)).toBe(canonical);
        expect(decodeOctets(canonical)).toBe(decodeOctets(text));
      }),
    );
  });
});

const decodeOctets = (text: string): string =>
  text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));

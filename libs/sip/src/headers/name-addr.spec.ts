import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Cursor } from '../text/cursor.ts';
import { encodeText } from '../text/wire-text.ts';
import { parseUri } from '../uri/parse.ts';
import { formatNameAddr, readNameAddr } from './name-addr.ts';
import { readWhole } from './read.ts';

const read = (text: string): unknown => {
  const value = readWhole('to', text, readNameAddr);
  if (!value.ok) return value.error.why;
  const { display, uriText, params } = value.value;
  return [display, uriText, params.toString()];
};

describe('name-addr and addr-spec (RFC 3261 §20.10, §25.1)', () => {
  it.each([
    ['<sip:a@h>', [undefined, 'sip:a@h', '']],
    ['sip:a@h', [undefined, 'sip:a@h', '']],
    ['  <sip:a@h>  ', [undefined, 'sip:a@h', '']],
    ['Alice <sip:a@h>', ['Alice', 'sip:a@h', '']],
    ['Alice<sip:a@h>', ['Alice', 'sip:a@h', '']],
    ['A. G. Bell  <sip:a@h>', ['A. G. Bell', 'sip:a@h', '']],
    ['"Bell, Alexander" <sip:a@h>', ['Bell, Alexander', 'sip:a@h', '']],
    ['"a \\"b\\" <c>"<sip:a@h>', ['a "b" <c>', 'sip:a@h', '']],
    ['"" <sip:a@h>', ['', 'sip:a@h', '']],
    ['J\xc3\xbcrgen <sip:a@h>', ['J\xc3\xbcrgen', 'sip:a@h', '']],
    ['<sip:a@h;lr>;tag=1', [undefined, 'sip:a@h;lr', ';tag=1']],
    ['sip:a@h;tag=1', [undefined, 'sip:a@h', ';tag=1']],
    ['sip:a@h ; tag = 1 ; x', [undefined, 'sip:a@h', ';tag=1;x']],
    ['<sip:a@h>;+sip.instance="<urn:uuid:1>"', [undefined, 'sip:a@h', ';+sip.instance="<urn:uuid:1>"']],
    ['<sip:a@h?b=c>', [undefined, 'sip:a@h?b=c', '']],
    ['tel:+1-555', [undefined, 'tel:+1-555', '']],
    ['<urn:service:sos>', [undefined, 'urn:service:sos', '']],
  ])('%s', (text, expected) => expect(read(text)).toEqual(expected));

  it.each([
    ['', 'no scheme'],
    ['Alice', 'no scheme'],
    ['<>', 'no scheme'],
    ['<sip:a@h', '< not closed'],
    ['< sip:a@h >', 'scheme'],
    ['<sip:a@h> x', 'surplus behind the value'],
    ['sip:a@h x', 'surplus behind the value'],
    ['sip:a@h,sip:b@h', 'surplus behind the value'],
    ['sip:a@h?b=c', '? in a URI without <>'],
    ['"Alice <sip:a@h>', 'quote not closed'],
    ['"Alice" sip:a@h', 'no < after the display name'],
    ['"Alice" x <sip:a@h>', 'no < after the display name'],
    ['Bell, A <sip:a@h>', 'no scheme'],
    ['<sip:a@h>;', 'parameter without a name'],
    ['<sip:a@h>;;x', 'parameter without a name'],
    ['<sip:a@h>;=x', 'parameter without a name'],
    ['<sip:a@h>;tag=', 'parameter without the value it announces'],
    ['<sip:a@h>;tag="x', 'quote not closed'],
    ['<sip:a@h>;tag=1;TAG=2', 'parameter repeated'],
    ['*', 'no scheme'],
  ])('%j: %s', (text, why) => expect(read(text)).toBe(why));

  it('reads no further than the value', () => {
    const cursor = new Cursor('<sip:a@h>;q=0.5 , <sip:b@h>');
    expect(readNameAddr(cursor)?.uriText).toBe('sip:a@h');
    expect(cursor.text.slice(cursor.pos)).toBe(', <sip:b@h>');
  });

  it('keeps nine parameters and more apart', () => {
    const many = Array.from({ length: 20 }, (_, i) => `;p${i}`).join('');
    expect(read(`<sip:a@h>${many}`)).toEqual([undefined, 'sip:a@h', many]);
    expect(read(`<sip:a@h>${many};P7`)).toBe('parameter repeated');
  });
});

describe('formatting', () => {
  const uri = parseUri('sip:a@h;lr');
  if (!uri.ok) throw new TypeError(uri.error);

  it('always puts the URI in <>', () => {
    expect(formatNameAddr({ uri: uri.value })).toBe('<sip:a@h;lr>');
    expect(formatNameAddr({ uri: uri.value, display: 'A "B"' })).toBe('"A \\"B\\"" <sip:a@h;lr>');
  });

  it('comes back from any display name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const text = formatNameAddr({ uri: uri.value, display: encodeText(name) });
        expect(read(text)).toEqual([encodeText(name), 'sip:a@h;lr', '']);
      }),
    );
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { Cursor } from './cursor.ts';
import { parseDeltaSeconds, parseDigits, UINT32_MAX } from './numbers.ts';
import { decodeText, encodeText, quote, unquote, unsafeCharAt } from './wire-text.ts';

describe('numbers', () => {
  it.each([
    ['0', 0],
    ['0009', 9],
    ['255', 255],
    ['256', 256],
    ['99999999999999999999999999', 256],
    ['', undefined],
    ['-1', undefined],
    ['+1', undefined],
    ['1 ', undefined],
    ['1e3', undefined],
    ['0x10', undefined],
    ['٣', undefined],
  ])('%j is %j below a limit of 255', (text, value) => expect(parseDigits(text, 255)).toBe(value));

  it('never wrap round', () => {
    expect(parseDigits('4294967295', UINT32_MAX)).toBe(UINT32_MAX);
    expect(parseDigits('4294967297', UINT32_MAX)).toBe(UINT32_MAX + 1);
    expect(parseDigits('36893488147419103232', UINT32_MAX)).toBe(UINT32_MAX + 1);
  });

  it('of seconds are capped', () => {
    expect(parseDeltaSeconds('280297596632815')).toBe(UINT32_MAX);
    expect(parseDeltaSeconds('3600')).toBe(3600);
    expect(parseDeltaSeconds('soon')).toBeUndefined();
  });
});

describe('wire text', () => {
  it('holds UTF-8 octet by octet', () => {
    expect(encodeText('é')).toBe('\xc3\xa9');
    expect(decodeText('\xc3\xa9')).toBe('é');
    fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => decodeText(encodeText(text)) === text));
  });

  it.each([
    ['plain', -1],
    ['tab\tand\x07bell', -1],
    ['a\rb', 1],
    ['a\nb', 1],
    ['a\0b', 1],
    ['\\\0', -1],
    ['\\\\\0', 2],
    ['\\\\\\\0', -1],
    ['\\\r', 1],
    ['\\\n', 1],
    ['\u010a', 0],
    ['\u0100', 0],
    ['\xff', -1],
    ['😀', 0],
  ])('%j cannot be sent from %i on', (text, at) => expect(unsafeCharAt(text)).toBe(at));

  it('quotes and unquotes', () => {
    expect(quote('a "b" \\c')).toBe('"a \\"b\\" \\\\c"');
    expect(unquote('"a \\"b\\" \\\\c"')).toBe('a "b" \\c');
    expect(unquote('no quotes \\x')).toBe('no quotes \\x');
    expect(unquote('""')).toBe('');
    fc.assert(fc.property(fc.string(), (text) => unquote(quote(text)) === text));
  });

  it('quotes what the cursor reads as one quoted-string', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const cursor = new Cursor(`${quote(text)};rest`);
        return cursor.quoted() === quote(text) && cursor.text.slice(cursor.pos) === ';rest';
      }),
    );
  });
});

describe('a cursor', () => {
  it('takes a separator with the blanks round it, or only the blanks', () => {
    const cursor = new Cursor(' \t ; \t a');
    expect(cursor.take(0x2c)).toBe(false);
    expect(cursor.pos).toBe(3);
    expect(cursor.take(0x3b)).toBe(true);
    expect(cursor.token()).toBe('a');
    expect(cursor.done).toBe(true);
    expect(cursor.take(0x3b)).toBe(false);
  });

  it.each([
    ['"abc"', '"abc"'],
    ['""', '""'],
    ['"a\\"b"c"', '"a\\"b"'],
    ['"a\\\\"b"', '"a\\\\"'],
    ['"\\\\\\""', '"\\\\\\""'],
    ['"abc', undefined],
    ['"abc\\"', undefined],
    ['"', undefined],
    ['"\\', undefined],
  ])('reads the quoted-string at the start of %j', (text, quoted) => {
    const cursor = new Cursor(text);
    expect(cursor.quoted()).toBe(quoted);
    expect(cursor.fault).toBe(quoted === undefined ? 'quote not closed' : '');
  });
});

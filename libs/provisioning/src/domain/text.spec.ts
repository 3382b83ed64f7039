import { describe, expect, it } from '@jest/globals';
import { characters, isStorable } from './text.ts';

describe('characters', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['é', 1],
    ['😀😀', 2],
  ])('of %j are %i', (text, count) => {
    expect(characters(text)).toBe(count);
  });
});

describe('isStorable', () => {
  it.each(['', 'plain', 'Zoë', '😀', 'a "quoted" <b> & \\', '\u00a0', '\ufffd', '\u{1fffe}'])(
    'takes %j',
    (text) => {
      expect(isStorable(text)).toBe(true);
    },
  );

  it.each([
    ['NUL', 'a\0b'],
    ['a tab', 'a\tb'],
    ['a line feed', 'a\nb'],
    ['a carriage return', 'a\rb'],
    ['escape', '\x1b[31m'],
    ['DEL', '\x7f'],
    ['a C1 control', '\x85'],
    ['a high surrogate alone', 'a\ud83d'],
    ['a low surrogate alone', '\ude00a'],
    ['U+FFFE', '\ufffe'],
    ['U+FFFF', '\uffff'],
  ])('refuses %s', (_what, text) => {
    expect(isStorable(text)).toBe(false);
  });
});

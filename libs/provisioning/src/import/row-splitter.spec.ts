import { describe, expect, it } from '@jest/globals';
import { RowSplitter } from './row-splitter.ts';

const MAX = 16;

/** The rows of a text that arrives in chunks of `size` bytes. */
const split = (text: string, size = text.length, quoted = true): string[] => {
  const splitter = new RowSplitter({ quoted, maxBytes: MAX });
  const bytes = Buffer.from(text);
  const rows = [];
  for (let at = 0; at < bytes.length; at += size) rows.push(...splitter.push(bytes.subarray(at, at + size)));
  rows.push(...splitter.end());
  return rows.map((row) => (row.kind === 'row' ? row.bytes.toString() : '(too long)'));
};

describe('RowSplitter', () => {
  it.each([
    ['a,b\nc,d\n', ['a,b', 'c,d']],
    ['a\r\nb', ['a', 'b']],
    ['\n\na\n\n', ['a']],
    ['\uFEFFa\nb', ['a', 'b']],
    ['"x\ny",z\nb', ['"x\ny",z', 'b']],
    ['"x""\ny",z\nb', ['"x""\ny",z', 'b']],
    ['"",z\nb', ['"",z', 'b']],
    // A quote within a cell opens nothing.
    ['a"b\nc', ['a"b', 'c']],
    ['123456789012345\nb', ['123456789012345', 'b']],
    ['1234567890123456\r\nb', ['1234567890123456', 'b']],
    ['12345678901234567\nb', ['(too long)', 'b']],
    // Quotes without an end take no more than one row's length with them.
    ['"234567890123456789\nb\nc', ['(too long)', 'b', 'c']],
    ['x'.repeat(1000), ['(too long)']],
  ])('%j', (text, rows) => {
    for (let size = 1; size <= text.length; size += 1) expect(split(text, size)).toEqual(rows);
  });

  it('leaves quotes alone in lines of JSON', () => {
    expect(split('"a\nb"', 5, false)).toEqual(['"a', 'b"']);
  });
});

import { describe, expect, it } from '@jest/globals';
import { csvRow, parseCsvRow } from './csv.ts';

describe('parseCsvRow', () => {
  it.each([
    ['', ['']],
    ['a', ['a']],
    ['a,b', ['a', 'b']],
    ['a,,', ['a', '', '']],
    ['"a,b",c', ['a,b', 'c']],
    ['"say ""hi""",""', ['say "hi"', '']],
    ['"two\nlines",x', ['two\nlines', 'x']],
    [' a , b ', [' a ', ' b ']],
  ])('%j', (text, cells) => {
    expect(parseCsvRow(text)).toEqual({ ok: true, value: cells });
  });

  it.each(['a"b', '"a', '"a"b', 'x,"', 'x,"a" ,b'])('refuses %j', (text) => {
    expect(parseCsvRow(text)).toEqual({ ok: false, error: expect.stringContaining('quote') });
  });

  it('reads back what csvRow wrote', () => {
    for (const cells of [['a', 'b'], [''], ['"', ',', '\n', 'x\r\n"y"']]) {
      expect(parseCsvRow(csvRow(cells))).toEqual({ ok: true, value: cells });
    }
  });
});

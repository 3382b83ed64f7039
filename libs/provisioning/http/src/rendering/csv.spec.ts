import { describe, expect, it } from '@jest/globals';
import { parseCsvRow } from '@tandem/provisioning';
import * as fc from 'fast-check';
import { csvLine } from './csv.ts';

const read = (line: string): unknown => {
  expect(line.endsWith('\r\n')).toBe(true);
  const cells = parseCsvRow(line.slice(0, -2));
  return cells.ok ? cells.value : cells.error;
};

describe('a line of CSV', () => {
  it('comes back as it was, whatever is in it', () => {
    const harmless = fc.string({ unit: 'binary' }).filter((text) => !/^[=+\-@\t\r]/.test(text));
    fc.assert(
      fc.property(fc.array(harmless, { minLength: 1 }), (cells) => {
        expect(read(csvLine(cells))).toEqual(cells);
      }),
    );
  });

  it.each(['=1+1', '@SUM(A1)', '+cmd|x', '-2+3', '\t=1', '\r=1', '=HYPERLINK("http://x","y")'])(
    'does not let a spreadsheet run %j',
    (text) => {
      expect(read(csvLine(['x', text]))).toEqual(['x', `'${text}`]);
    },
  );

  it.each(['+15551234567', '-1', '+49.30'])('leaves the number %s as it is', (text) => {
    expect(read(csvLine([text]))).toEqual([text]);
  });

  it('has nothing for what is not there', () => {
    expect(csvLine([null, 0, 'a'])).toBe(',0,a\r\n');
  });
});

import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';

const CELL = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;

/**
 * The cells of one row of CSV (RFC 4180 §2), quotes undone. The error says what is wrong with it.
 */
export const parseCsvRow = (text: string): Result<readonly string[], string> => {
  const cells: string[] = [];
  for (let at = 0; ;) {
    CELL.lastIndex = at;
    const match = CELL.exec(text);
    if (match === null) return err(`cell ${cells.length + 1} has a quote where none may be`);
    const [whole, quoted, plain = '', end] = match;
    cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '') return ok(cells);
    at += whole.length;
  }
};

const quotedIfNeeded = (cell: string): string =>
  /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;

/** One row of CSV, without a line break at its end. */
export const csvRow = (cells: readonly string[]): string => cells.map(quotedIfNeeded).join(',');

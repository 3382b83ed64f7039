import { createReadStream } from 'node:fs';
import { MAX_ROW_BYTES, RowSplitter } from '@tandem/provisioning';
import type { RawRow } from '@tandem/provisioning';

/** Rows of a file that are sent together. */
export interface Part {
  /** The number of its first row. */
  readonly firstRow: number;
  readonly rows: number;
  /** With the names of the columns before them, for CSV. */
  readonly body: Buffer;
  /** How much of the file is read. */
  readonly bytesRead: number;
  readonly last: boolean;
}

export interface PartOptions {
  readonly format: 'csv' | 'ndjson';
  readonly fromRow: number;
}

/** Large enough that requests cost nothing, small enough that a break costs little. */
const ROWS_A_PART = 2000;
const BYTES_A_PART = 1024 * 1024;

const LINE_BREAK = Buffer.from('\n');
/** Stands for a row that is too long, and is refused like it. */
const TOO_LONG = Buffer.alloc(MAX_ROW_BYTES + 1, 'x');

const bytesOf = (row: RawRow): Buffer => (row.kind === 'row' ? row.bytes : TOO_LONG);

async function* rowsOf(file: string, quoted: boolean): AsyncGenerator<{ row: Buffer; read: number }> {
  const splitter = new RowSplitter({ quoted, maxBytes: MAX_ROW_BYTES });
  let read = 0;
  for await (const chunk of createReadStream(file) as AsyncIterable<Buffer>) {
    read += chunk.length;
    for (const row of splitter.push(chunk)) yield { row: bytesOf(row), read };
  }
  for (const row of splitter.end()) yield { row: bytesOf(row), read };
}

/** The rows of a file from one on, in parts; the last part may be empty. Throws what the file system throws. */
export async function* readParts(file: string, { format, fromRow }: PartOptions): AsyncGenerator<Part> {
  let header: Buffer | null = format === 'csv' ? null : Buffer.alloc(0);
  let lines: Buffer[] = [];
  let [next, firstRow, bytes, bytesRead] = [1, fromRow, 0, 0];
  const part = (last: boolean): Part => {
    const body = Buffer.concat([header ?? Buffer.alloc(0), ...lines.flatMap((line) => [line, LINE_BREAK])]);
    const made = { firstRow, rows: lines.length, body, bytesRead, last };
    [lines, bytes, firstRow] = [[], 0, firstRow + lines.length];
    return made;
  };
  for await (const { row, read } of rowsOf(file, format === 'csv')) {
    bytesRead = read;
    if (header === null) {
      header = Buffer.concat([row, LINE_BREAK]);
      continue;
    }
    next += 1;
    if (next <= fromRow) continue;
    if (lines.length === ROWS_A_PART || bytes + row.length > BYTES_A_PART) yield part(false);
    lines.push(row);
    bytes += row.length;
  }
  yield part(true);
}

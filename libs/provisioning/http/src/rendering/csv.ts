import { Readable } from 'node:stream';
import { csvRow } from '@tandem/provisioning';
import type { RecordFace } from '../faces/record-face.ts';

const CHUNK_CHARS = 16 * 1024;
/** A number, or a telephone number: harmless in a spreadsheet, whatever it begins with. */
const NUMERIC = /^[+-]?[\d.]+$/;
/** What a spreadsheet takes for the beginning of a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** Callers choose their own names: what a spreadsheet would run gets an apostrophe before it, which it does not show. */
const harmless = (text: string): string => (FORMULA.test(text) && !NUMERIC.test(text) ? `'${text}` : text);

/** One row for spreadsheets, with its line break; nothing for what is null. */
export const csvLine = (values: readonly (string | number | null)[]): string =>
  `${csvRow(values.map((value) => harmless(String(value ?? ''))))}\r\n`;

async function* chunksOf<R extends object>(
  { fields }: Pick<RecordFace<R, string>, 'fields'>,
  records: AsyncIterable<R>,
): AsyncGenerator<string> {
  let chunk = csvLine(fields.map(({ json }) => json));
  for await (const record of records) {
    chunk += csvLine(fields.map(({ of }) => of(record, 'json')));
    if (chunk.length >= CHUNK_CHARS) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}

/** Records as they are read, in constant memory; the first row names the fields as JSON does. */
export const csvStream = <R extends object>(
  face: Pick<RecordFace<R, string>, 'fields'>,
  records: AsyncIterable<R>,
): Readable => Readable.from(chunksOf(face, records), { objectMode: false });

import { isUtf8 } from 'node:buffer';
import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { MAX_ROW_BYTES, parseCsvRow, RowSplitter } from '@tandem/provisioning';
import type { FieldProblem, ImportRow, RawRow, RequestFields } from '@tandem/provisioning';
import { CLIENT_FIELDS } from '../body/client-form.dto.ts';
import { parseJsonFields } from '../body/json.ts';
import { problem } from '../errors/problem.ts';
import type { Problem } from '../errors/problem.ts';

export type ImportFormat = 'csv' | 'ndjson';

type Fields = Result<RequestFields, readonly FieldProblem[]>;
type ReadRow = (text: string) => Fields;

const refused = ({ code, message }: Problem): Fields => err([{ field: '', code, message }]);

const columnProblem = (detail: string): Problem => problem(21122, { detail });

const KNOWN: readonly string[] = CLIENT_FIELDS;

/** The names of the columns; the refusal of an import that does not begin with them. */
const columnsOf = (text: string): Result<readonly string[], Problem> => {
  const cells = parseCsvRow(text);
  if (!cells.ok) return err(columnProblem(`The first row cannot be read: ${cells.error}`));
  const columns = cells.value.map((cell) => cell.trim());
  const unknown = columns.find((column) => !KNOWN.includes(column));
  if (unknown !== undefined)
    return err(columnProblem(`"${unknown.slice(0, 64)}" is not the name of a field`));
  if (new Set(columns).size < columns.length) return err(columnProblem('A column is given twice'));
  const missing = ['Login', 'Password'].find((name) => !columns.includes(name));
  return missing === undefined ? ok(columns) : err(columnProblem(`The column ${missing} is missing`));
};

/** An empty cell gives its field no value, rather than an empty one. */
const csvReader =
  (columns: readonly string[]): ReadRow =>
  (text) => {
    const cells = parseCsvRow(text);
    if (!cells.ok) return refused(columnProblem(`The row cannot be read: ${cells.error}`));
    if (cells.value.length !== columns.length) {
      return refused(columnProblem(`The row has ${cells.value.length} cells for ${columns.length} columns`));
    }
    const fields = Object.create(null) as Record<string, string>;
    for (const [index, column] of columns.entries()) {
      const cell = cells.value[index] ?? '';
      if (cell !== '') fields[column] = cell;
    }
    return ok(fields);
  };

const jsonReader: ReadRow = (text) => {
  const fields = parseJsonFields(text);
  return fields.ok ? fields : refused(fields.error);
};

const textOf = (raw: RawRow): Result<string, Problem> => {
  if (raw.kind === 'too-long') return err(problem(21121));
  return isUtf8(raw.bytes) ? ok(raw.bytes.toString('utf8')) : err(problem(21103));
};

async function* rawRows(body: AsyncIterable<Buffer>, quoted: boolean): AsyncGenerator<RawRow, undefined> {
  const splitter = new RowSplitter({ quoted, maxBytes: MAX_ROW_BYTES });
  for await (const chunk of body) yield* splitter.push(chunk);
  yield* splitter.end();
}

async function* numbered(
  rows: AsyncIterable<RawRow>,
  read: ReadRow,
  firstRow: number,
): AsyncGenerator<ImportRow> {
  let row = firstRow;
  for await (const raw of rows) {
    const text = textOf(raw);
    yield { row, fields: text.ok ? read(text.value) : refused(text.error) };
    row += 1;
  }
}

/**
 * Reads the rows of an import from its body as it arrives; its first row has the number `firstRow`. A row that cannot be
 * read is one with problems. @returns the refusal of a CSV that does not begin with the names of its columns
 */
export const importRows = async (
  body: AsyncIterable<Buffer>,
  { format, firstRow }: { readonly format: ImportFormat; readonly firstRow: number },
): Promise<Result<AsyncIterable<ImportRow>, Problem>> => {
  const rows = rawRows(body, format === 'csv');
  if (format === 'ndjson') return ok(numbered(rows, jsonReader, firstRow));
  const first = await rows.next();
  const text = first.done === true ? err(columnProblem('The body is empty')) : textOf(first.value);
  if (!text.ok) return text;
  const columns = columnsOf(text.value);
  return columns.ok ? ok(numbered(rows, csvReader(columns.value), firstRow)) : columns;
};

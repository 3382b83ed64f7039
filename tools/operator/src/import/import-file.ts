import { appendFileSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import type { ImportArguments } from './import-arguments.ts';
import { forgetState, resumeState, saveState } from './import-state.ts';
import type { ImportState } from './import-state.ts';
import type { Progress } from './progress.ts';
import { readParts } from './read-parts.ts';
import type { Part } from './read-parts.ts';
import { sendPart } from './send-part.ts';
import type { Credentials } from './credentials.ts';
import type { SentPart } from './send-part.ts';

export interface Imported extends Pick<ImportState, 'created' | 'exists' | 'invalid'> {
  /** Of the receipt; null when nothing was created last. */
  readonly status: string | null;
  readonly results: string;
}

const after = (state: ImportState, { firstRow, rows }: Part, { summary }: SentPart): ImportState => ({
  ...state,
  nextRow: firstRow + rows,
  created: state.created + summary.created,
  exists: state.exists + summary.exists,
  invalid: state.invalid + summary.invalid,
});

/**
 * Imports a file part by part, each of which is remembered beside it: the same call goes on where one broke off.
 * The error says why it did. Throws what the file system throws.
 */
export const importFile = async (
  wanted: ImportArguments,
  credentials: Credentials,
  progress: Progress,
): Promise<Result<Imported, string>> => {
  const { file } = wanted;
  const results = `${file}.results.ndjson`;
  if (wanted.again) forgetState(file);
  const resumed = resumeState(file, randomUUID());
  if (!resumed.ok) return resumed;
  let state = resumed.value;
  if (state.nextRow === 1) rmSync(results, { force: true });
  // Before the first row: whatever happens then, the rows have the same name the next time.
  saveState(file, state);
  let status: string | null = null;
  for await (const part of readParts(file, { format: wanted.format, fromRow: state.nextRow })) {
    const sent = await sendPart({ ...wanted, credentials, importId: state.importId }, part);
    if (!sent.ok) {
      // Nothing has begun that could go on.
      if (part.firstRow === 1) forgetState(file);
      return err(`row ${part.firstRow}: ${sent.error}; the same command goes on from there`);
    }
    if (sent.value.lines.length > 0) appendFileSync(results, `${sent.value.lines.join('\n')}\n`);
    state = after(state, part, sent.value);
    saveState(file, state);
    ({ status } = sent.value.summary);
    const { created, exists, invalid, size } = state;
    progress.show(
      size === 0 ? 1 : part.bytesRead / size,
      `${created} created, ${exists} exist, ${invalid} invalid`,
    );
  }
  forgetState(file);
  return ok({ created: state.created, exists: state.exists, invalid: state.invalid, status, results });
};

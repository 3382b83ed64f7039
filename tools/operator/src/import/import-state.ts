import { readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';

/** How far the import of a file has come. */
export interface ImportState {
  readonly importId: string;
  /** The file as it was when the import began. */
  readonly size: number;
  readonly modified: number;
  /** The first row of which nothing is known. */
  readonly nextRow: number;
  readonly created: number;
  readonly exists: number;
  readonly invalid: number;
}

const pathOf = (file: string): string => `${file}.import.json`;

const stored = (file: string): ImportState | null => {
  try {
    return JSON.parse(readFileSync(pathOf(file), 'utf8')) as ImportState;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
};

/**
 * Where to go on with a file: at its beginning, or where an import of it broke off. The error says why it cannot go on.
 * Throws what the file system throws.
 */
export const resumeState = (file: string, importId: string): Result<ImportState, string> => {
  const { size, mtimeMs: modified } = statSync(file);
  const before = stored(file);
  if (before === null) {
    return ok({ importId, size, modified, nextRow: 1, created: 0, exists: 0, invalid: 0 });
  }
  if (before.size === size && before.modified === modified) return ok(before);
  return err(
    `${file} was changed since its import broke off at row ${before.nextRow}; --again begins a new one`,
  );
};

/** Renamed into place, so that an end at any time leaves the state before or this one. */
export const saveState = (file: string, state: ImportState): void => {
  const path = pathOf(file);
  writeFileSync(`${path}.new`, JSON.stringify(state));
  renameSync(`${path}.new`, path);
};

export const forgetState = (file: string): void => rmSync(pathOf(file), { force: true });

import { messageOf, TandemError } from '@tandem/kernel';
import type { ErrorCode } from '@tandem/kernel';

/** SQLite's primary result codes (https://www.sqlite.org/rescode.html). */
export const RESULT = {
  BUSY: 5,
  LOCKED: 6,
  READONLY: 8,
  IOERR: 10,
  CORRUPT: 11,
  FULL: 13,
  CANTOPEN: 14,
  NOTADB: 26,
} as const;

const PRIMARY = 0xff;

const MEANINGS: ReadonlyMap<number, { readonly code: ErrorCode; readonly advice: string }> = new Map([
  [RESULT.BUSY, { code: 'JOURNAL_UNAVAILABLE', advice: 'another process keeps the file locked' }],
  [RESULT.LOCKED, { code: 'JOURNAL_UNAVAILABLE', advice: 'another process keeps the file locked' }],
  [
    RESULT.READONLY,
    { code: 'STORAGE_FULL', advice: 'the file or its disk is read-only; nothing was written' },
  ],
  [RESULT.FULL, { code: 'STORAGE_FULL', advice: 'the disk is full; nothing was written' }],
  [RESULT.IOERR, { code: 'JOURNAL_UNAVAILABLE', advice: 'the disk reports an error' }],
  [RESULT.CORRUPT, { code: 'JOURNAL_CORRUPT', advice: 'the file is damaged; restore it from a backup' }],
  [RESULT.NOTADB, { code: 'JOURNAL_CORRUPT', advice: 'the file is not a SQLite database' }],
  [RESULT.CANTOPEN, { code: 'DATA_DIR_UNUSABLE', advice: 'the file cannot be opened or made' }],
]);

/** The primary result code of an error that SQLite has thrown; undefined for anything else. */
export const resultOf = (error: unknown): number | undefined => {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & PRIMARY : undefined;
};

/**
 * An error of SQLite as the catalogue knows it, saying which file and what to do; anything else comes back as it is.
 * `what` completes the sentence "… failed".
 */
export const storageError = (error: unknown, what: string, path: string): unknown => {
  const meaning = MEANINGS.get(resultOf(error) ?? -1);
  if (meaning === undefined) return error;
  return new TandemError(meaning.code, `${what} failed on ${path}: ${meaning.advice} (${messageOf(error)})`, {
    cause: error,
  });
};

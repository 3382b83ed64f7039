import { messageOf, TandemError } from '@tandem/kernel';
import type { ErrorCode } from '@tandem/kernel';

/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html): the low byte of an extended one. */
const PRIMARY: Readonly<Record<number, ErrorCode>> = {
  5: 'DATA_DIR_LOCKED', // BUSY
  6: 'DATA_DIR_LOCKED', // LOCKED
  8: 'STORAGE_FULL', // READONLY
  10: 'STORAGE_FULL', // IOERR, but for the reading ones below
  11: 'CACHE_CORRUPT', // CORRUPT
  13: 'STORAGE_FULL', // FULL
  14: 'DATA_DIR_UNUSABLE', // CANTOPEN
  26: 'CACHE_CORRUPT', // NOTADB
};

/** What could not be read back is lost, however much room there is: IOERR_READ, SHORT_READ, CORRUPTFS, DATA. */
const UNREADABLE = new Set([266, 522, 8458, 8202]);

const SAYS: Readonly<Partial<Record<ErrorCode, string>>> = {
  STORAGE_FULL: 'cannot be written: the disk is full or read-only',
  CACHE_CORRUPT: 'is corrupt',
  DATA_DIR_LOCKED: 'is in use by another process',
  DATA_DIR_UNUSABLE: 'cannot be opened; check that its directory exists and may be written',
};

const codeOf = (error: unknown): ErrorCode | null => {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return null;
  const { errcode } = error;
  if (typeof errcode !== 'number') return null;
  return UNREADABLE.has(errcode) ? 'CACHE_CORRUPT' : (PRIMARY[errcode & 0xff] ?? null);
};

/** An error of `node:sqlite` as one of the catalogue; others pass as they are. */
export const sqliteError = (error: unknown, file: string): unknown => {
  const code = codeOf(error);
  if (code === null) return error;
  return new TandemError(code, `${file} ${SAYS[code] ?? 'failed'} (${messageOf(error)})`, {
    cause: error,
    context: { file },
  });
};

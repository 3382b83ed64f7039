import { isTandemError, messageOf, TandemError } from '@tandem/kernel';

// Primary result codes (https://sqlite.org/rescode.html); an extended code has the primary one in its low byte.
const BUSY = 5;
const READONLY = 8;
const IOERR = 10;
const CORRUPT = 11;
const FULL = 13;
const CANTOPEN = 14;
const NOTADB = 26;

/** The primary result code of a node:sqlite error; undefined for anything else. */
const resultCode = (error: unknown): number | undefined => {
  const { errcode } = (error ?? {}) as { errcode?: unknown };
  return typeof errcode === 'number' ? errcode & 0xff : undefined;
};

/** Whether a file is no database, or a damaged one. */
export const isCorruption = (error: unknown): boolean => {
  const code = resultCode(error);
  return code === CORRUPT || code === NOTADB;
};

/** The catalogue's error for a failure of the log's file. */
export const sqliteError = (error: unknown, file: string): TandemError => {
  if (isTandemError(error)) return error;
  const options = { cause: error, context: { file } };
  const why = messageOf(error);
  switch (resultCode(error)) {
    case FULL:
    case READONLY:
    case IOERR:
      return new TandemError('STORAGE_FULL', `cannot write the event log ${file}: ${why}`, options);
    case CANTOPEN:
      return new TandemError('DATA_DIR_UNUSABLE', `cannot open the event log ${file}: ${why}`, options);
    case BUSY:
      return new TandemError(
        'LOG_UNAVAILABLE',
        `another process keeps the event log ${file} locked`,
        options,
      );
    case CORRUPT:
    case NOTADB:
      return new TandemError(
        'LOG_UNAVAILABLE',
        `the event log ${file} is damaged; move it away and start again: it is filled from the journal`,
        options,
      );
    default:
      return new TandemError('LOG_UNAVAILABLE', `the event log ${file} failed: ${why}`, options);
  }
};

import { isTandemError, messageOf, TandemError } from '@tandem/kernel';

const DUPLICATE_KEY = 11_000;
const OUT_OF_DISK_SPACE = 14_031;

const codeOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;

/** Whether a single write was refused by a unique index. */
export const isDuplicateKey = (error: unknown): boolean => codeOf(error) === DUPLICATE_KEY;

/** A failure of the driver or the server as the catalogue knows it; `what` completes "… failed". */
export const databaseError = (error: unknown, what: string): TandemError => {
  if (isTandemError(error) && error.code !== 'TIMED_OUT') return error;
  const code = codeOf(error) === OUT_OF_DISK_SPACE ? 'STORAGE_FULL' : 'JOURNAL_UNAVAILABLE';
  return new TandemError(code, `${what} failed: ${messageOf(error)}`, { cause: error });
};

interface BulkFailure {
  readonly writeErrors: readonly { readonly index: number; readonly code: unknown }[];
}

/**
 * What an unordered bulk write tells when single writes of it were refused: the positions that were not written.
 * null when it tells nothing certain (a broken connection, a write concern that was not met): anything may be written.
 */
export const refusedWrites = (error: unknown): ReadonlySet<number> | null => {
  if (typeof error !== 'object' || error === null || !('writeErrors' in error)) return null;
  const { writeErrors } = error as BulkFailure;
  if (!Array.isArray(writeErrors) || writeErrors.length === 0) return null;
  const concern = 'result' in error ? (error.result as { getWriteConcernError?: () => unknown }) : {};
  if (concern.getWriteConcernError?.() !== undefined) return null;
  return new Set((writeErrors as BulkFailure['writeErrors']).map(({ index }) => index));
};

/** Whether every refused write of a bulk was refused by a unique index. */
export const onlyDuplicateKeys = (error: unknown): boolean =>
  refusedWrites(error) !== null && (error as BulkFailure).writeErrors.every(isDuplicateKey);

/**
 * An upsert, once more if it was refused by a unique index: of several at once that find nothing, one inserts, and the
 * document is there for the others then.
 */
export const upserting = async <T>(upsert: () => PromiseLike<T>): Promise<T> => {
  try {
    return await upsert();
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return upsert();
  }
};

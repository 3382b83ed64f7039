import { close, closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';

const SIDE_FILES = ['-wal', '-shm'];

/** Removes a database with its side files, if it is there. No connection to it may be open. */
export const removeDatabase = (path: string): void => {
  for (const suffix of ['', ...SIDE_FILES]) rmSync(`${path}${suffix}`, { force: true });
};

/** Makes a file's contents, or a directory's names, outlast a power failure. */
const sync = (path: string): void => {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};

/**
 * Keeps a file's blocks until others had a turn: freeing those of a large one takes half a second, which the thread of
 * the event loop would spend in `rename`.
 */
const freeLater = (path: string): void => {
  if (!existsSync(path)) return;
  const handle = openSync(path, 'r');
  setImmediate(() => close(handle, () => undefined));
};

/**
 * Puts one closed database in another's place. The side files of the replaced one go first: SQLite would replay its
 * write-ahead log into the new file.
 */
export const replaceDatabase = (from: string, to: string): void => {
  for (const suffix of SIDE_FILES) rmSync(`${to}${suffix}`, { force: true });
  sync(from);
  freeLater(to);
  renameSync(from, to);
  sync(dirname(to));
};

/** Keeps a database that cannot be used for whoever wants to look at it; at most one, the latest. */
export const putAside = (path: string): string => {
  const aside = `${path}.corrupt`;
  removeDatabase(aside);
  replaceDatabase(path, aside);
  for (const suffix of SIDE_FILES) rmSync(`${path}${suffix}`, { force: true });
  return aside;
};

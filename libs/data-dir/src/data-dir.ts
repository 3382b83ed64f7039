import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { messageOf, TandemError } from '@tandem/kernel';

/** Where a process keeps its files; every path below it. */
export interface DataDir {
  readonly path: string;
  file(...names: readonly string[]): string;
}

/** Only the owner may enter: databases and keys lie below. */
const PRIVATE_DIR = 0o700;

/** Not by `recursive`: below /proc, where nothing can be made, Node.js 24 then tries for ever. */
const makeWithParents = (path: string): void => {
  if (existsSync(path)) return;
  makeWithParents(dirname(path));
  try {
    mkdirSync(path, { mode: PRIVATE_DIR });
  } catch (error) {
    // Another process may have made it just now.
    if (!existsSync(path)) throw error;
  }
};

/** Makes the directory if needed. Throws `DATA_DIR_UNUSABLE` if it cannot be made or written. */
export const openDataDir = (path: string): DataDir => {
  const absolute = resolve(path);
  try {
    makeWithParents(absolute);
    accessSync(absolute, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (cause) {
    throw new TandemError(
      'DATA_DIR_UNUSABLE',
      `the data directory ${absolute} cannot be used (${messageOf(cause)}); make it writable or set TANDEM_DATA to another one`,
      { cause },
    );
  }
  return { path: absolute, file: (...names) => join(absolute, ...names) };
};

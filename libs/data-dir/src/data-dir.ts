import { accessSync, constants, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { messageOf, TandemError } from '@tandem/kernel';

/** Where a process keeps its files; every path below it. */
export interface DataDir {
  readonly path: string;
  file(...names: readonly string[]): string;
}

/** Only the owner may enter: databases and keys lie below. */
const PRIVATE_DIR = 0o700;

/** Makes the directory if needed. Throws `DATA_DIR_UNUSABLE` if it cannot be made or written. */
export const openDataDir = (path: string): DataDir => {
  const absolute = resolve(path);
  try {
    mkdirSync(absolute, { recursive: true, mode: PRIVATE_DIR });
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

import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';

/** Only the owner may read and write. */
const PRIVATE = 0o600;

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code;

const writeBeside = (path: string, content: string): string => {
  const beside = `${path}.${randomBytes(6).toString('hex')}.tmp`;
  const file = openSync(beside, 'wx', PRIVATE);
  try {
    writeSync(file, content);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  return beside;
};

/** The file's text; undefined if there is none. */
export const readIfThere = (path: string): string | undefined => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined;
    throw error;
  }
};

/**
 * Makes a file (mode 0600) with this content unless there is one; of several processes that try at once one wins.
 * @returns what the file holds then.
 */
export const createOnce = (path: string, content: string): string => {
  const known = readIfThere(path);
  if (known !== undefined) return known;
  const beside = writeBeside(path, content);
  try {
    linkSync(beside, path);
    return content;
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    return readFileSync(path, 'utf8');
  } finally {
    rmSync(beside);
  }
};

/** Replaces a file (mode 0600) as a whole: a reader sees the old or the new content, also after a crash. */
export const replaceFile = (path: string, content: string): void => {
  renameSync(writeBeside(path, content), path);
};

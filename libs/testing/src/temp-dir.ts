import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface TempDir {
  /** Absolute path of a new, empty directory. */
  readonly path: string;
  /** Removes the directory with all it holds. May be called twice. */
  remove(): Promise<void>;
}

/** Makes a directory of its own for a test, below the system's directory for temporary files. */
export async function tempDir(prefix = 'tandem-'): Promise<TempDir> {
  const path = await mkdtemp(join(tmpdir(), prefix));
  return {
    path,
    // A process that is just ending may still drop a file into it: rm tries again on ENOTEMPTY and EBUSY.
    remove: () => rm(path, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 }),
  };
}

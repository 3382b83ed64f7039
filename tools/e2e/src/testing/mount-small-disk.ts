import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const run = (command: string, args: readonly string[]): void => {
  execFileSync(command, args, { stdio: 'ignore' });
};

/** A file system of this size of its own; undefined where this user may not mount one. */
export const mountSmallDisk = (megabytes: number): { readonly path: string; unmount(): void } | undefined => {
  const path = mkdtempSync(join(tmpdir(), 'tandem-disk-'));
  try {
    run('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path]);
  } catch {
    rmdirSync(path);
    return undefined;
  }
  return {
    path,
    unmount: () => {
      run('umount', ['-l', path]);
      rmdirSync(path);
    },
  };
};

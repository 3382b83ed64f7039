import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Progress } from '../progress.ts';
import { withLockFile } from './lock-file.ts';

export interface CacheEntry {
  /** Absolute path of the entry's directory; what is in it is complete and never changes. */
  readonly path: string;
  /** What it holds, for progress lines. */
  readonly title: string;
  /** Fills an empty directory. On a throw the directory is removed and the entry stays absent. */
  readonly build: (dir: string) => Promise<void>;
}

/**
 * Makes sure that the entry is there, building it if need be, and returns its path. Any number of processes may
 * ask at once: an entry is built beside its place and renamed into it, so it is whole or absent.
 */
export async function ensureCacheEntry(entry: CacheEntry, progress: Progress): Promise<string> {
  if (existsSync(entry.path)) return entry.path;
  await mkdir(dirname(entry.path), { recursive: true });
  await withLockFile(
    `${entry.path}.lock`,
    async () => {
      if (!existsSync(entry.path)) await build(entry);
    },
    { onWait: () => progress(`${entry.title}: another process is preparing it, waiting`) },
  );
  return entry.path;
}

async function build(entry: CacheEntry): Promise<void> {
  await removeLeftovers(entry.path);
  const dir = await mkdtemp(`${entry.path}${BUILDING}`);
  try {
    await entry.build(dir);
    await moveIntoPlace(dir, entry.path);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

const BUILDING = '.building-';

/** What a process that was killed while building left behind. */
async function removeLeftovers(path: string): Promise<void> {
  const prefix = `${basename(path)}${BUILDING}`;
  const names = (await readdir(dirname(path))).filter((name) => name.startsWith(prefix));
  await Promise.all(names.map((name) => rm(join(dirname(path), name), { recursive: true, force: true })));
}

async function moveIntoPlace(dir: string, path: string): Promise<void> {
  try {
    await rename(dir, path);
  } catch (error) {
    // Another process was quicker: its entry is as good as ours.
    if (!existsSync(path)) throw error;
  }
}

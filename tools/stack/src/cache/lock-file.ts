import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { StackError } from '../stack-error.ts';

export interface LockTimes {
  /** The holder touches its file this often, milliseconds. */
  readonly heartbeatMs: number;
  /** A file untouched for this long belongs to a holder that died, milliseconds. */
  readonly staleMs: number;
  /** Longest wait for another holder, milliseconds. */
  readonly waitMs: number;
}

const TIMES: LockTimes = { heartbeatMs: 2000, staleMs: 15_000, waitMs: 20 * 60_000 };
const POLL_MS = 100;

/**
 * Runs `work` while holding a lock file, so that two processes do not do the same long work at once.
 *
 * It saves work, it does not guard correctness: a holder asleep for longer than `staleMs` loses the lock without
 * noticing. What the work leaves behind must therefore be put in place atomically.
 *
 * @param onWait called once when another process holds the lock
 * @throws StackError CACHE_LOCKED when the other holder is alive and not done in `waitMs`
 */
export async function withLockFile<T>(
  path: string,
  work: () => Promise<T>,
  { onWait, times = TIMES }: { readonly onWait?: () => void; readonly times?: LockTimes } = {},
): Promise<T> {
  const token = randomUUID();
  await acquire(path, token, times, onWait);
  const heartbeat = setInterval(() => void touch(path), times.heartbeatMs);
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    await release(path, token);
  }
}

async function acquire(path: string, token: string, times: LockTimes, onWait?: () => void): Promise<void> {
  const deadline = performance.now() + times.waitMs;
  let told = false;
  while (!(await create(path, token))) {
    if (await isStale(path, times.staleMs)) {
      await rm(path, { force: true });
      continue;
    }
    if (!told) onWait?.();
    told = true;
    if (performance.now() >= deadline) {
      throw new StackError('CACHE_LOCKED', `another process holds ${path}; remove the file if there is none`);
    }
    await delay(POLL_MS);
  }
}

async function create(path: string, token: string): Promise<boolean> {
  try {
    await writeFile(path, token, { flag: 'wx' });
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

async function isStale(path: string, staleMs: number): Promise<boolean> {
  try {
    return Date.now() - (await stat(path)).mtimeMs > staleMs;
  } catch (error) {
    if (isCode(error, 'ENOENT')) return false;
    throw error;
  }
}

async function touch(path: string): Promise<void> {
  const now = new Date();
  // Gone only when another process took it for stale; then its file is not ours to make again.
  await utimes(path, now, now).catch(() => undefined);
}

async function release(path: string, token: string): Promise<void> {
  const holder = await readFile(path, 'utf8').catch(() => undefined);
  if (holder === token) await rm(path, { force: true });
}

/** By code alone: in Jest the errors of Node.js are of another realm's class. */
function isCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}

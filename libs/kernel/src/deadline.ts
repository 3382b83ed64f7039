import { setTimeout as delay } from 'node:timers/promises';
import { TandemError } from './tandem-error.ts';

/**
 * Bounds a wait: settles as `work` does, or rejects with `TIMED_OUT` after `ms` milliseconds. The work itself goes
 * on; give it an AbortSignal where it can be stopped.
 */
export const withDeadline = async <T>(work: Promise<T>, ms: number, what: string): Promise<T> => {
  const timer = new AbortController();
  const expiry = delay(ms, undefined, { signal: timer.signal, ref: false }).then(() => {
    throw new TandemError('TIMED_OUT', `${what} did not finish within ${ms} ms`);
  });
  try {
    return await Promise.race([work, expiry]);
  } finally {
    timer.abort();
    expiry.catch(() => undefined);
  }
};

import { setTimeout as delay } from 'node:timers/promises';
import { messageOf } from '@tandem/kernel';
import { TestingError } from './testing-error.ts';

export interface WaitForOptions {
  /** Longest wait, milliseconds. Default 10,000: a loaded machine is slow, and success does not wait. */
  readonly timeoutMs?: number;
  /** Pause between two attempts, milliseconds. Default 10. */
  readonly intervalMs?: number;
  /** What is awaited, for the message of a time-out: "the unit to be READY". */
  readonly what?: string;
}

type Falsy = false | null | undefined | 0 | '';
type Attempt<T> = { readonly value: T } | { readonly error: unknown } | 'late';

/**
 * Tries `condition` again and again until it gives a truthy value, and returns that value.
 * A throw or a rejection counts as "not yet", so a condition may hold assertions (`expect(…)`) as long as it
 * returns something truthy at its end. An attempt that hangs is cut off at the time-out as well.
 *
 * @throws TestingError WAIT_TIMEOUT, with the last error of the condition as its cause
 */
export async function waitFor<T>(
  condition: () => T | Falsy | Promise<T | Falsy>,
  options: WaitForOptions = {},
): Promise<T> {
  const { timeoutMs = 10_000, intervalMs = 10, what = 'a condition' } = options;
  const deadline = performance.now() + timeoutMs;
  let lastError: unknown;
  for (;;) {
    const outcome = await attempt(condition, deadline);
    if (outcome !== 'late' && 'value' in outcome && outcome.value) return outcome.value;
    if (outcome !== 'late') lastError = 'error' in outcome ? outcome.error : undefined;
    if (performance.now() + intervalMs >= deadline) throw timedOut(what, timeoutMs, lastError);
    await delay(intervalMs);
  }
}

async function attempt<T>(
  condition: () => T | Falsy | Promise<T | Falsy>,
  deadline: number,
): Promise<Attempt<T | Falsy>> {
  const timer = new AbortController();
  const late = delay(Math.max(0, deadline - performance.now()), 'late' as const, {
    signal: timer.signal,
  }).catch(() => 'late' as const);
  try {
    return await Promise.race([run(condition), late]);
  } finally {
    timer.abort();
  }
}

async function run<T>(condition: () => T | Promise<T>): Promise<Attempt<T>> {
  try {
    return { value: await condition() };
  } catch (error) {
    return { error };
  }
}

function timedOut(what: string, timeoutMs: number, cause: unknown): TestingError {
  const detail = cause === undefined ? '' : ` (last: ${messageOf(cause)})`;
  return new TestingError('WAIT_TIMEOUT', `waited ${timeoutMs} ms for ${what}${detail}`, cause);
}

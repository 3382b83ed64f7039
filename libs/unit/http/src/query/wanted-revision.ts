import { err, isSid, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import type { WantedRevision } from '@tandem/unit';

/** The longest that a page waits, seconds. */
export const MAX_WAIT_SECONDS = 60;

const WHOLE = /^\d{1,15}$/;

export interface RevisionQuery extends WantedRevision {
  readonly waitMs: number;
}

const whole = (name: string, value: unknown): Result<number, string> =>
  typeof value === 'string' && WHOLE.test(value) ? ok(Number(value)) : err(`${name} is not a whole number`);

/**
 * `min_revision=N` (a `Tandem-Revision`), with `wait=SECONDS` (at most 60; default 0) and `sid=…`; null where there is
 * no `min_revision`. The error says what cannot be read.
 */
export const revisionQuery = (
  query: Readonly<Record<string, unknown>>,
): Result<RevisionQuery | null, string> => {
  const { min_revision: wanted, wait = '0', sid = null } = query;
  if (wanted === undefined) return ok(null);
  const revision = whole('min_revision', wanted);
  if (!revision.ok) return revision;
  const seconds = whole('wait', wait);
  if (!seconds.ok) return seconds;
  if (sid !== null && !(typeof sid === 'string' && isSid(sid))) return err('sid is not a sid');
  return ok({ revision: revision.value, sid, waitMs: Math.min(seconds.value, MAX_WAIT_SECONDS) * 1000 });
};

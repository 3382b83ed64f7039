import { err, ok } from '@tandem/kernel';
import type { Result } from '@tandem/kernel';
import { problem } from '../errors/problem.ts';
import type { Problem } from '../errors/problem.ts';

/** The longest that an answer waits for the units, seconds. */
export const MAX_WAIT_SECONDS = 60;

// RFC 7240 §2: preference = token [ BWS "=" BWS word ] *( OWS ";" [ OWS parameter ] ); a list may have empty elements.
const PREFERENCE = /(?:"(?:[^"\\]|\\.)*"|[^",])+/g;
const WAIT = /^\s*wait\s*(?:=\s*("?)([^";]*)\1\s*)?(?:;.*)?$/i;
const DELTA_SECONDS = /^\d{1,9}$/;

/**
 * The seconds of `Prefer: wait=SECONDS` (RFC 7240 §4.3), at most 60; null without one. Other preferences are ignored, as
 * the RFC has it, but a wait that cannot be read is refused: a caller who relies on it must not go on too early.
 */
export const preferredWait = (header: string | string[] | undefined): Result<number | null, Problem> => {
  const text = [header ?? []].flat().join(',');
  // §2: of a preference that is given several times the first one counts.
  const found = (text.match(PREFERENCE) ?? []).map((preference) => WAIT.exec(preference)).find(Boolean);
  if (!found) return ok(null);
  const seconds = found[2] ?? '';
  return DELTA_SECONDS.test(seconds) ? ok(Math.min(Number(seconds), MAX_WAIT_SECONDS)) : err(problem(21120));
};

const DAY_MS = 24 * 60 * 60 * 1000;
const TIME = /^(\d{4}-\d\d-\d\d)(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d))?$/;

/** The time that a parameter means, from its first to after its last millisecond since the Unix epoch. */
export interface TimeSpan {
  readonly from: number;
  readonly before: number;
}

/**
 * Reads `yyyy-mm-dd`, which is that whole day in UTC, or an ISO 8601 time with its offset, which is that millisecond.
 * @returns null for anything else, days that no calendar has among it.
 */
export const parseTime = (text: string): TimeSpan | null => {
  const day = TIME.exec(text)?.[1];
  if (day === undefined) return null;
  const midnight = new Date(`${day}T00:00:00.000Z`);
  if (Number.isNaN(midnight.getTime()) || !midnight.toISOString().startsWith(day)) return null;
  if (day === text) return { from: midnight.getTime(), before: midnight.getTime() + DAY_MS };
  const from = Date.parse(text);
  return Number.isNaN(from) ? null : { from, before: from + 1 };
};

/** Of the refusals of a class, those that say what the caller could do (RFC 3261 §16.7 step 6). */
const TELLING: ReadonlySet<number> = new Set([401, 407, 415, 420, 484]);

const rank = (status: number): number => {
  // "If there are any 6xx class responses … choose from them. … Otherwise … the lowest response class"
  if (status >= 600) return 0;
  const ofClass = Math.floor(status / 100);
  return ofClass + (TELLING.has(status) ? 0 : 0.5);
};

/** Which of several refusals is passed on; undefined of none. */
export const bestResponse = <T extends { readonly status: number }>(refusals: readonly T[]): T | undefined =>
  refusals.reduce<T | undefined>(
    (best, next) => (best === undefined || rank(next.status) < rank(best.status) ? next : best),
    undefined,
  );

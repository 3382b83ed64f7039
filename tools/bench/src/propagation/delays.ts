/** When something with a name happened. */
export type Instants = ReadonlyMap<string, number>;

export const instantsOf = (names: readonly string[], at: ArrayLike<number>): Instants =>
  new Map(names.map((name, index) => [name, at[index] ?? Number.NaN]));

/**
 * From one instant to the other, for each name, milliseconds; 0 where the second came first: a unit may serve a Client
 * before the caller has read the answer. Infinity where the second never came.
 */
export const delaysOf = (from: Instants, to: Instants): Float64Array =>
  Float64Array.from(from, ([name, at]) => Math.max(0, (to.get(name) ?? Infinity) - at));

/** When each had happened everywhere. */
export const lastOf = (places: readonly Instants[]): Instants => {
  const last = new Map<string, number>();
  for (const place of places) {
    for (const [name, at] of place) last.set(name, Math.max(at, last.get(name) ?? -Infinity));
  }
  return last;
};

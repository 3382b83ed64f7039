/** A batch of changes on its way: when each was acknowledged, and when all of them got this far. */
export interface Batch {
  readonly recordedAt: readonly number[];
  readonly at: number;
}

export interface BatchServer {
  /** How long one batch takes. */
  readonly serviceMs: (records: number) => number;
  readonly mostRecords: number;
}

/** Arrivals at random with this rate, milliseconds from 0; for `ms` milliseconds. */
export const poissonArrivals = (perSecond: number, ms: number, float: () => number): readonly number[] => {
  const arrivals: number[] = [];
  for (let at = 0; ;) {
    at += (-Math.log(1 - float()) * 1000) / perSecond;
    if (at >= ms) return arrivals;
    arrivals.push(at);
  }
};

/**
 * One server that takes all that waits, up to a number, and nothing else until it is done (natural batching): a journal's
 * group commit, the relay.
 */
export const throughBatches = (input: readonly Batch[], server: BatchServer): readonly Batch[] => {
  const output: Batch[] = [];
  const waiting = input.flatMap(({ recordedAt, at }) => recordedAt.map((recorded) => ({ recorded, at })));
  let free = 0;
  for (let next = 0; next < waiting.length;) {
    const begun = Math.max(free, waiting[next]?.at ?? 0);
    const taken: number[] = [];
    while (next < waiting.length && taken.length < server.mostRecords) {
      const item = waiting[next];
      if (item === undefined || item.at > begun) break;
      taken.push(item.recorded);
      next += 1;
    }
    free = begun + server.serviceMs(taken.length);
    output.push({ recordedAt: taken, at: free });
  }
  return output;
};

/** A link that sends one thing after the other. */
export class Link {
  readonly #bytesPerMs: number;
  #free = 0;

  constructor(bytesPerSecond: number) {
    this.#bytesPerMs = bytesPerSecond / 1000;
  }

  /** Sends copies of something from `at` on. @returns when the first and the last copy have left */
  send(at: number, bytes: number, copies: number): { readonly first: number; readonly last: number } {
    const begun = Math.max(at, this.#free);
    const each = bytes / this.#bytesPerMs;
    this.#free = begun + each * copies;
    return { first: begun + each, last: this.#free };
  }
}

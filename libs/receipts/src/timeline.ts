interface Point {
  readonly revision: number;
  readonly at: number;
}

const DEFAULT_POINTS = 256;

/**
 * When a rising revision was first seen at each height. Old points are forgotten: then what is known is that it was
 * reached no later than the oldest one kept.
 */
export class Timeline {
  readonly #most: number;
  #points: Point[] = [];

  /** @param most how many points are kept */
  constructor(most = DEFAULT_POINTS) {
    this.#most = most;
  }

  get revision(): number {
    return this.#points.at(-1)?.revision ?? 0;
  }

  /** A lower revision than before begins the line anew: whoever it belongs to has begun anew. */
  advance(revision: number, at: number): void {
    if (revision < this.revision) this.#points = [];
    if (revision <= this.revision) return;
    this.#points.push({ revision, at });
    // Half at a time, so that forgetting costs nothing on the whole.
    if (this.#points.length > this.#most) this.#points = this.#points.slice(-Math.ceil(this.#most / 2));
  }

  /** When this revision was known to be reached; null if it is not. */
  reachedAt(revision: number): number | null {
    let low = 0;
    let high = this.#points.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#points[middle]?.revision ?? 0) >= revision) high = middle;
      else low = middle + 1;
    }
    return this.#points[low]?.at ?? null;
  }
}

/** The last of several instants; null while one of them has not come. */
export const latest = (instants: readonly (number | null)[]): number | null =>
  instants.reduce((last, at) => (last === null || at === null ? null : Math.max(last, at)), -Infinity);

import type { JournalEvent } from '@tandem/journal';

/**
 * Events that this process appended itself, so that contiguous revisions need no read of the store.
 * Bounded: what does not fit is read from the store.
 */
export class Handover {
  readonly #events = new Map<number, JournalEvent>();
  readonly #limit: number;

  constructor(limit = 2000) {
    this.#limit = limit;
  }

  offer(event: JournalEvent): void {
    if (this.#events.size < this.#limit) this.#events.set(event.revision, event);
  }

  /** The contiguous run that starts right at `revision`, at most `limit`; everything older is forgotten. */
  take(revision: number, limit: number): readonly JournalEvent[] {
    const run: JournalEvent[] = [];
    for (let next = revision; run.length < limit; next++) {
      const event = this.#events.get(next);
      if (event === undefined) break;
      run.push(event);
    }
    for (const known of this.#events.keys()) if (known < revision + run.length) this.#events.delete(known);
    return run;
  }
}

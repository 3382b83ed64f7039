import type { Clock } from '@tandem/kernel';
import type { JournalCollection } from './journal-collection.ts';
import type { RevisionCounter } from './revision-counter.ts';

export interface HeadWatchParts {
  readonly journal: Pick<JournalCollection, 'head'>;
  readonly counter: Pick<RevisionCounter, 'read'>;
  readonly clock: Clock;
}

/** How long the counter alone is believed. It may have lost increments on a server that does not make them atomically. */
const BELIEVED_MS = 1000;

/**
 * Knows from the revision counter, one small document, whether the journal can have grown, so that asking again and
 * again does not search the journal: every revision there was taken from the counter before.
 */
export class HeadWatch {
  readonly #journal: Pick<JournalCollection, 'head'>;
  readonly #counter: Pick<RevisionCounter, 'read'>;
  readonly #clock: Clock;
  #head = 0;
  #searchedAt = -Infinity;

  constructor(parts: HeadWatchParts) {
    this.#journal = parts.journal;
    this.#counter = parts.counter;
    this.#clock = parts.clock;
  }

  /** The highest revision in the journal. */
  async head(): Promise<number> {
    // Nothing above the head can be there when nothing above it was ever taken.
    if (this.#isBelieved() && (await this.#counter.read()) === this.#head) return this.#head;
    this.#head = Math.max(this.#head, await this.#journal.head());
    this.#searchedAt = this.#clock.monotonic();
    return this.#head;
  }

  /** Whether this revision, or a higher one, may be there. */
  async mayHave(revision: number): Promise<boolean> {
    if (revision <= this.#head || !this.#isBelieved()) return true;
    return (await this.#counter.read()) >= revision;
  }

  #isBelieved(): boolean {
    return this.#clock.monotonic() - this.#searchedAt < BELIEVED_MS;
  }
}

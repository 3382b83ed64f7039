import type { Sid } from '@tandem/kernel';
import type { JournalEntry, JournalEvent, NewEvent } from './journal-event.ts';

/** What became of one entry of an append; nothing is promised across entries. */
export type AppendOutcome =
  | { readonly kind: 'appended'; readonly revision: number }
  /**
   * Another event has this (stream, version), or `previousRevision` is not of this journal: reload, decide again.
   */
  | { readonly kind: 'conflict' }
  /** Another live resource holds the claim. */
  | { readonly kind: 'taken' }
  /** The store did not answer in time: the event may or may not be there. */
  | { readonly kind: 'unknown'; readonly why: string };

export interface Journal {
  /**
   * Appends each entry by itself (group commit), durable when it resolves: fsync, or majority write concern.
   * Revisions are taken inside, after the states that the decisions rest on were read; one never used is filled with
   * a no-op by whoever comes first. Refuses a revision that does not exceed `previousRevision`.
   * The same event again (by `eventId`) is `appended` with the revision that it has: calls may be repeated.
   *
   * @throws TandemError JOURNAL_UNAVAILABLE, STORAGE_FULL: nothing was written
   */
  append(events: readonly NewEvent[]): Promise<readonly AppendOutcome[]>;
  /** All events of a stream in version order; empty if there is none. */
  readStream(stream: Sid): Promise<readonly JournalEvent[]>;
  /**
   * Contiguous entries from `revision` on, in revision order: it ends before the first gap, so that nothing can slip
   * in behind the reader.
   */
  readFrom(revision: number, limit: number): Promise<readonly JournalEntry[]>;
  /**
   * Fills the gaps between `revision` and the highest revision seen with no-ops, if that highest one has been there for
   * `graceMs`. Whoever inserts first wins; a late writer takes a new revision.
   * Heads are timed from when a call sees them first: call again until it has filled.
   *
   * @returns how many this call filled; it may leave some to the next one
   */
  fillGaps(revision: number, graceMs: number): Promise<number>;
  /** Sets the claim of an event back to its revision, so that its name is free again. Idempotent. */
  releaseClaim(revision: number): Promise<void>;
  /** The highest revision in the journal; 0 when empty. */
  head(): Promise<number>;
  /** Takes no more appends (`CLOSED`) and lets those under way finish. */
  close(): Promise<void>;
}

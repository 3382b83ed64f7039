import type { Clock } from '@tandem/kernel';
import { record, SPANS, withSpan } from '@tandem/telemetry';
import type { NewEvent } from './journal-event.ts';
import type { AppendOutcome, Journal } from './journal.ts';
import { NaturalBatch } from './natural-batch.ts';

export interface GroupCommitOptions {
  readonly clock: Clock;
  /** Most entries that go into one commit; one call's entries are never split. */
  readonly maxEntries?: number;
  /** How long `close` waits for commits under way, milliseconds. */
  readonly closeMs?: number;
}

const MAX_ENTRIES = 500;
const CLOSE_MS = 10_000;

/**
 * Lets concurrent appends share one commit: natural batching, no timer, so that a lone append does not wait.
 * Outcomes are those of the wrapped journal, each caller gets its own.
 */
export const groupCommit = (journal: Journal, options: GroupCommitOptions): Journal => {
  const { clock } = options;
  const commits = new NaturalBatch<NewEvent, AppendOutcome>({
    name: 'the journal',
    maxItems: options.maxEntries ?? MAX_ENTRIES,
    closeMs: options.closeMs ?? CLOSE_MS,
    run: async (events) => {
      const started = clock.monotonic();
      const outcomes = await journal.append(events);
      record('journalAppend', {}, (clock.monotonic() - started) / 1000);
      return outcomes;
    },
  });
  return {
    append: (events) =>
      withSpan(SPANS.append, { attributes: { 'tandem.journal.entries': events.length } }, () =>
        commits.add(events),
      ),
    readStream: (stream) => journal.readStream(stream),
    readFrom: (revision, limit) => journal.readFrom(revision, limit),
    fillGaps: (revision, graceMs) => journal.fillGaps(revision, graceMs),
    releaseClaim: (creationRevision) => journal.releaseClaim(creationRevision),
    head: () => journal.head(),
    close: async () => {
      await commits.close();
      await journal.close();
    },
  };
};

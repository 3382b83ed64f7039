import { TandemError, withDeadline } from '@tandem/kernel';
import type { Clock } from '@tandem/kernel';
import { record, SPANS, withSpan } from '@tandem/telemetry';
import type { NewEvent } from './journal-event.ts';
import type { AppendOutcome, Journal } from './journal.ts';

export interface GroupCommitOptions {
  readonly clock: Clock;
  /** Most entries that go into one commit; one call's entries are never split. */
  readonly maxEntries?: number;
  /** How long `close` waits for commits under way, milliseconds. */
  readonly closeMs?: number;
}

interface Waiting {
  readonly events: readonly NewEvent[];
  resolve(outcomes: readonly AppendOutcome[]): void;
  reject(reason: unknown): void;
}

const MAX_ENTRIES = 500;
const CLOSE_MS = 10_000;

/** Collects what is appended while a commit is under way, and commits it together after that one. */
class CommitQueue {
  readonly #journal: Journal;
  readonly #options: GroupCommitOptions;
  #waiting: Waiting[] = [];
  #flushing: Promise<void> | undefined;
  #closed = false;

  constructor(journal: Journal, options: GroupCommitOptions) {
    this.#journal = journal;
    this.#options = options;
  }

  append(events: readonly NewEvent[]): Promise<readonly AppendOutcome[]> {
    if (this.#closed) return Promise.reject(new TandemError('CLOSED', 'the journal is closed'));
    if (events.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ events, resolve, reject });
      this.#flushing ??= this.#flush();
    });
  }

  /** Refuses what comes later, lets what has come finish. */
  async close(): Promise<void> {
    this.#closed = true;
    const { closeMs = CLOSE_MS } = this.#options;
    await withDeadline(this.#flushing ?? Promise.resolve(), closeMs, 'the last commit of the journal');
  }

  async #flush(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Requests that were read from sockets in the same turn of the event loop join this commit.
      await new Promise((resolve) => setImmediate(resolve));
      await this.#commit(this.#nextGroup());
    }
    this.#flushing = undefined;
  }

  #nextGroup(): readonly Waiting[] {
    const { maxEntries = MAX_ENTRIES } = this.#options;
    let entries = 0;
    const full = this.#waiting.findIndex(({ events }, index) => {
      entries += events.length;
      return index > 0 && entries > maxEntries;
    });
    return this.#waiting.splice(0, full < 0 ? this.#waiting.length : full);
  }

  async #commit(group: readonly Waiting[]): Promise<void> {
    const { clock } = this.#options;
    const started = clock.monotonic();
    try {
      const outcomes = await this.#journal.append(group.flatMap(({ events }) => events));
      let next = 0;
      for (const call of group) call.resolve(outcomes.slice(next, (next += call.events.length)));
    } catch (error) {
      for (const call of group) call.reject(error);
    }
    record('journalAppend', {}, (clock.monotonic() - started) / 1000);
  }
}

/**
 * Lets concurrent appends share one commit: natural batching, no timer, so that a lone append does not wait.
 * Outcomes are those of the wrapped journal, each caller gets its own.
 */
export const groupCommit = (journal: Journal, options: GroupCommitOptions): Journal => {
  const queue = new CommitQueue(journal, options);
  return {
    append: (events) =>
      withSpan(SPANS.append, { attributes: { 'tandem.journal.entries': events.length } }, () =>
        queue.append(events),
      ),
    readStream: (stream) => journal.readStream(stream),
    readFrom: (revision, limit) => journal.readFrom(revision, limit),
    fillGaps: (revision, graceMs) => journal.fillGaps(revision, graceMs),
    releaseClaim: (creationRevision) => journal.releaseClaim(creationRevision),
    head: () => journal.head(),
    close: async () => {
      await queue.close();
      await journal.close();
    },
  };
};

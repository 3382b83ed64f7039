import type { StatementSync } from 'node:sqlite';
import { isTandemError, TandemError } from '@tandem/kernel';
import type { Clock, Sid } from '@tandem/kernel';
import { NOOP_STREAM, SettledHead } from '@tandem/journal';
import type { AppendOutcome, Journal, JournalEntry, JournalEvent, NewEvent, OnStep } from '@tandem/journal';
import { bodyOf, entryOf, eventOf, JOURNAL_COLUMNS } from './event-row.ts';
import type { JournalRow } from './event-row.ts';
import type { SqliteFile } from './sqlite-file.ts';

/** Gaps filled in one transaction, so that it stays short. */
const FILL_LIMIT = 1000;

const GAPS = `
  SELECT before + 1 AS first, revision - 1 AS last
  FROM (SELECT revision, lag(revision, 1, ?1 - 1) OVER (ORDER BY revision) AS before
        FROM journal WHERE revision BETWEEN ?1 AND ?2)
  WHERE revision > before + 1`;

/**
 * The journal in one table. An append is one transaction with one sync of the disk: it looks, takes the next revisions
 * and inserts while it holds the write lock, so there is no gap, no late writer and no answer to lose in between.
 * Events without a claim hold NULL there, which stands for the `rev:` claims of stores without partial indexes.
 */
export class SqliteJournal implements Journal {
  readonly #file: SqliteFile;
  readonly #onStep: OnStep | undefined;
  readonly #settled: SettledHead;
  readonly #statements;
  #closed = false;

  constructor(file: SqliteFile, options: { readonly clock: Clock; readonly onStep?: OnStep | undefined }) {
    this.#file = file;
    this.#onStep = options.onStep;
    this.#settled = new SettledHead(options.clock);
    this.#statements = prepare(file);
  }

  async append(events: readonly NewEvent[]): Promise<readonly AppendOutcome[]> {
    if (this.#closed) throw new TandemError('CLOSED', 'the journal is closed');
    if (events.length === 0) return [];
    if (this.#onStep !== undefined) await this.#onStep('begun');
    const outcomes = this.#commit(events);
    if (this.#onStep !== undefined) await this.#onStep('inserted');
    return outcomes;
  }

  async readStream(stream: Sid): Promise<readonly JournalEvent[]> {
    return this.#rows('reading a stream', this.#statements.stream, stream).map(eventOf);
  }

  async readFrom(revision: number, limit: number): Promise<readonly JournalEntry[]> {
    const rows = this.#rows('reading the journal', this.#statements.from, revision, limit);
    const gap = rows.findIndex((row, index) => row.revision !== revision + index);
    return (gap < 0 ? rows : rows.slice(0, gap)).map(entryOf);
  }

  async fillGaps(revision: number, graceMs: number): Promise<number> {
    const settled = this.#settled.observe(await this.head(), graceMs);
    // Looked for without the write lock first: mostly there is none.
    const look = () => this.#statements.gaps.all(revision, settled) as unknown as Gap[];
    if (settled < revision || this.#file.run('looking for gaps', look).length === 0) return 0;
    return this.#file.transaction('filling gaps', () => {
      let filled = 0;
      for (const gap of look()) {
        for (let at = gap.first; at <= gap.last && filled < FILL_LIMIT; at++, filled++) {
          this.#statements.insert.run(at, NOOP_STREAM, at, null, null, null);
        }
      }
      return filled;
    });
  }

  async releaseClaim(creationRevision: number): Promise<void> {
    this.#file.run('releasing a claim', () => this.#statements.release.run(creationRevision));
  }

  async head(): Promise<number> {
    return this.#file.run('reading the head', () => this.#head());
  }

  async close(): Promise<void> {
    this.#closed = true;
  }

  #commit(events: readonly NewEvent[]): readonly AppendOutcome[] {
    try {
      return this.#file.transaction('appending to the journal', () => {
        let next = this.#head() + 1;
        return events.map((event) => {
          const outcome = this.#appendOne(event, next);
          if (outcome.kind === 'appended' && outcome.revision === next) next++;
          return outcome;
        });
      });
    } catch (error) {
      if (!isTandemError(error) || error.context['undecided'] !== true) throw error;
      return events.map(() => ({ kind: 'unknown', why: error.message }));
    }
  }

  #appendOne(event: NewEvent, revision: number): AppendOutcome {
    const { byVersion, byClaim, insert } = this.#statements;
    const held = byVersion.get(event.stream, event.version) as Held | undefined;
    if (held?.event_id === event.eventId) return { kind: 'appended', revision: held.revision };
    if (held !== undefined || event.previousRevision >= revision) return { kind: 'conflict' };
    if (event.claim !== null && byClaim.get(event.claim) !== undefined) return { kind: 'taken' };
    insert.run(revision, event.stream, event.version, event.eventId, event.claim, bodyOf(event));
    return { kind: 'appended', revision };
  }

  #head(): number {
    const row = this.#statements.head.get() as { readonly head: number | null } | undefined;
    return row?.head ?? 0;
  }

  #rows(what: string, statement: StatementSync, ...parameters: (string | number)[]): JournalRow[] {
    return this.#file.run(what, () => statement.all(...parameters) as unknown as JournalRow[]);
  }
}

interface Held {
  readonly event_id: string | null;
  readonly revision: number;
}

interface Gap {
  readonly first: number;
  readonly last: number;
}

const prepare = (file: SqliteFile) => ({
  head: file.prepare('SELECT max(revision) AS head FROM journal'),
  byVersion: file.prepare('SELECT event_id, revision FROM journal WHERE stream = ? AND version = ?'),
  byClaim: file.prepare('SELECT 1 FROM journal WHERE claim = ?'),
  insert: file.prepare(`INSERT INTO journal (${JOURNAL_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)`),
  stream: file.prepare(`SELECT ${JOURNAL_COLUMNS} FROM journal WHERE stream = ? ORDER BY version`),
  from: file.prepare(`SELECT ${JOURNAL_COLUMNS} FROM journal WHERE revision >= ? ORDER BY revision LIMIT ?`),
  release: file.prepare('UPDATE journal SET claim = NULL WHERE revision = ? AND claim IS NOT NULL'),
  gaps: file.prepare(GAPS),
});

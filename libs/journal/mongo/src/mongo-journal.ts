import type { Clock, Sid } from '@tandem/kernel';
import { TandemError } from '@tandem/kernel';
import { SettledHead } from '@tandem/journal';
import type { AppendOutcome, Journal, JournalEntry, JournalEvent, NewEvent, OnStep } from '@tandem/journal';
import { AppendRun } from './append-run.ts';
import { entryOf, eventOf, revisionClaim } from './event-document.ts';
import { HeadWatch } from './head-watch.ts';
import { JournalCollection } from './journal-collection.ts';
import type { MongoDatabase } from './mongo-database.ts';
import { RevisionCounter } from './revision-counter.ts';

export interface MongoJournalOptions {
  readonly clock: Clock;
  readonly onStep?: OnStep | undefined;
}

/** Revisions looked at in one query for gaps. */
const WINDOW = 10_000;

/** The journal in one collection, revision = `_id`; several processes write it at once. */
export class MongoJournal implements Journal {
  readonly #database: MongoDatabase;
  readonly #options: MongoJournalOptions;
  readonly #collection: JournalCollection;
  readonly #counter: RevisionCounter;
  readonly #watch: HeadWatch;
  readonly #settled: SettledHead;
  #closed = false;

  constructor(database: MongoDatabase, options: MongoJournalOptions) {
    this.#database = database;
    this.#options = options;
    this.#collection = new JournalCollection(database);
    this.#counter = new RevisionCounter(database);
    this.#watch = new HeadWatch({
      journal: this.#collection,
      counter: this.#counter,
      clock: options.clock,
    });
    this.#settled = new SettledHead(options.clock);
  }

  /** Never hands out again what is there: a counter that was lost or restored from a backup is behind. */
  async start(): Promise<void> {
    await this.#counter.raiseTo(await this.#collection.head());
  }

  async append(events: readonly NewEvent[]): Promise<readonly AppendOutcome[]> {
    if (this.#closed) throw new TandemError('CLOSED', 'the journal is closed');
    const { clock, onStep } = this.#options;
    const { timeoutMs } = this.#database;
    const context = { journal: this.#collection, counter: this.#counter, clock, timeoutMs, onStep };
    return events.length === 0 ? [] : new AppendRun(context, events).run();
  }

  async readStream(stream: Sid): Promise<readonly JournalEvent[]> {
    return (await this.#collection.stream(stream)).map(eventOf);
  }

  async readFrom(revision: number, limit: number): Promise<readonly JournalEntry[]> {
    if (!(await this.#watch.mayHave(revision))) return [];
    const documents = await this.#collection.range(revision, revision + limit - 1);
    const gap = documents.findIndex(({ _id }, index) => _id !== revision + index);
    return (gap < 0 ? documents : documents.slice(0, gap)).map(entryOf);
  }

  async fillGaps(revision: number, graceMs: number): Promise<number> {
    const settled = this.#settled.observe(await this.head(), graceMs);
    for (let first = revision; first <= settled; first += WINDOW) {
      const gaps = await this.#collection.gaps(first, Math.min(settled, first + WINDOW - 1));
      const { size } = await this.#collection.insertNoops(gaps);
      if (size > 0) return size;
    }
    return 0;
  }

  async releaseClaim(creationRevision: number): Promise<void> {
    await this.#collection.setClaim(creationRevision, revisionClaim(creationRevision));
  }

  async head(): Promise<number> {
    return this.#watch.head();
  }

  async close(): Promise<void> {
    this.#closed = true;
  }
}

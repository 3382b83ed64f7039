import type { Journal, JournalEntry } from '@tandem/journal';
import { Waiters } from '@tandem/kernel';

const READ = 500;
const KEPT = 5000;

export interface WaitForMore {
  readonly wakes: number;
  readonly ms: number;
  readonly signal: AbortSignal;
}

/** The end of the journal, read once for all who follow it. */
export class JournalTail {
  readonly #journal: Pick<Journal, 'readFrom'>;
  readonly #waiters = new Waiters<null>();
  /** Contiguous. */
  #entries: readonly JournalEntry[] = [];
  #reading: Promise<void> | null = null;
  #wakes = 0;

  constructor(journal: Pick<Journal, 'readFrom'>) {
    this.#journal = journal;
  }

  /** How often somebody said that there may be more to read; to be looked at before reading. */
  get wakes(): number {
    return this.#wakes;
  }

  /** There may be more to read. */
  wake(): void {
    this.#wakes += 1;
    this.#waiters.check(() => true);
  }

  /** Waits until there may be more to read than at a count of `wakes`, at most `ms` milliseconds. */
  wait({ wakes, ms, signal }: WaitForMore): Promise<void> {
    return this.#waiters.wait({ about: null, done: () => this.#wakes > wakes, ms, signal });
  }

  /** Entries from a revision on, in order and without gaps; empty if there are none yet. Throws what the journal throws. */
  async read(from: number): Promise<readonly JournalEntry[]> {
    const [first] = this.#entries;
    const next = (this.#entries.at(-1)?.revision ?? from - 1) + 1;
    if (first === undefined || from === next) {
      await this.#readOn(from);
      return this.#kept(from);
    }
    return from < first.revision || from > next ? this.#journal.readFrom(from, READ) : this.#kept(from);
  }

  #kept(from: number): readonly JournalEntry[] {
    const [first] = this.#entries;
    if (first === undefined || from < first.revision) return [];
    const at = from - first.revision;
    return this.#entries.slice(at, at + READ);
  }

  #readOn(from: number): Promise<void> {
    this.#reading ??= this.#append(from).finally(() => (this.#reading = null));
    return this.#reading;
  }

  async #append(from: number): Promise<void> {
    const read = await this.#journal.readFrom(from, READ);
    this.#entries = [...this.#entries, ...read].slice(-KEPT);
  }
}

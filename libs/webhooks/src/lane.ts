import type { CursorStore, JournalEntry, JournalEvent } from '@tandem/journal';
import type { JournalTail } from './journal-tail.ts';
import type { Message } from './message.ts';
import type { Sender } from './sender.ts';

export interface LaneOptions {
  /** Under which its cursor is kept. */
  readonly reader: string;
  /** Where it begins if it has none. */
  readonly from: number;
  readonly tail: JournalTail;
  readonly cursors: CursorStore;
  readonly sender: Sender;
  /** Whether the webhook is to hear of an event. */
  readonly concerns: (event: JournalEvent) => Promise<boolean>;
  /** What it is to hear, when it is time; null: nothing. */
  readonly messageOf: (event: JournalEvent, signal: AbortSignal) => Promise<Message | null>;
  /** How many messages may be on their way at once; with 1 they come in the order of the journal. */
  readonly width: number;
  /** How long to wait for news, milliseconds. */
  readonly idleMs: number;
}

/**
 * Walks the journal for one webhook and sends what concerns it, at least once: the cursor is behind everything that was not
 * taken, and noted after each stretch.
 */
export class Lane {
  readonly #options: LaneOptions;
  /** Revisions whose messages are on their way. */
  readonly #open = new Map<number, Promise<void>>();
  #read = 0;
  #saved = 0;
  /** The lowest revision whose message was cut off: it is sent again by whoever comes next. */
  #cut: number | null = null;
  readonly #failures: unknown[] = [];

  constructor(options: LaneOptions) {
    this.#options = options;
  }

  /** Walks until the signal ends it. Throws what the journal and its cursors throw; then what is under way is cut off. */
  async run(stopped: AbortSignal): Promise<void> {
    const { cursors, reader, from } = this.#options;
    this.#read = (await cursors.load(reader))?.revision ?? from;
    this.#saved = this.#read;
    const ending = new AbortController();
    try {
      await this.#walk(AbortSignal.any([stopped, ending.signal]));
    } finally {
      ending.abort();
      await Promise.all(this.#open.values());
      await this.#save();
    }
  }

  async #walk(signal: AbortSignal): Promise<void> {
    const { tail, idleMs } = this.#options;
    while (!signal.aborted) {
      const { wakes } = tail;
      const entries = await tail.read(this.#read + 1);
      if (entries.length === 0) await tail.wait({ wakes, ms: idleMs, signal });
      for (const entry of entries) {
        if (signal.aborted) break;
        await this.#take(entry, signal);
        if (this.#failures.length > 0) throw this.#failures[0];
      }
      await this.#save();
    }
  }

  async #take(entry: JournalEntry, signal: AbortSignal): Promise<void> {
    const { concerns, width } = this.#options;
    const isWanted = entry.kind === 'event' && (await concerns(entry));
    // Not before: what fails until here is read again.
    this.#read = entry.revision;
    if (!isWanted) return;
    const task = this.#send(entry, signal)
      .catch((error: unknown) => {
        this.#cutOff(entry.revision);
        this.#failures.push(error);
      })
      .finally(() => this.#open.delete(entry.revision));
    this.#open.set(entry.revision, task);
    if (this.#open.size >= width) await Promise.race(this.#open.values());
  }

  async #send(event: JournalEvent, signal: AbortSignal): Promise<void> {
    const { messageOf, sender } = this.#options;
    const message = await messageOf(event, signal);
    const done = !signal.aborted && (message === null || (await sender.send(message, signal)));
    if (!done) this.#cutOff(event.revision);
  }

  #cutOff(revision: number): void {
    this.#cut = Math.min(this.#cut ?? revision, revision);
  }

  /** The last revision that nothing is open at or below. */
  #done(): number {
    const open = [...this.#open.keys(), ...(this.#cut === null ? [] : [this.#cut])];
    return open.length === 0 ? this.#read : Math.min(...open) - 1;
  }

  async #save(): Promise<void> {
    const { cursors, reader } = this.#options;
    const revision = this.#done();
    if (revision === this.#saved) return;
    await cursors.save(reader, { revision, failingSince: null });
    this.#saved = revision;
  }
}

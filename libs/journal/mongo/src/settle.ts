import { setTimeout as delay } from 'node:timers/promises';
import type { AppendOutcome } from '@tandem/journal';
import { messageOf } from '@tandem/kernel';
import type { Held, JournalCollection, Numbered } from './journal-collection.ts';

/** `again`: certainly not written, and what stands in its way is gone or a no-op. */
export type Verdict = AppendOutcome | { readonly kind: 'again' };

interface Seen {
  /** null: nothing tells yet. */
  readonly verdict: Verdict | null;
  /** Something stands at its revision, so that no late insert can. */
  readonly occupied: boolean;
}

export interface SettlementOptions {
  readonly journal: Pick<JournalCollection, 'holders' | 'insertNoops'>;
  /** Milliseconds until it must end. */
  timeLeft(): number;
  /** Called between looking and filling. */
  onReadBack(): Promise<void>;
}

const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 200;

/** What the documents found say about one event: its version first, then its revision, then its claim. */
export const judge = ({ event, revision }: Numbered, found: readonly Held[]): Seen => {
  const version = found.find(({ stream, version: at }) => stream === event.stream && at === event.version);
  const occupied = found.some(({ _id }) => _id === revision);
  if (version?.eventId === event.eventId)
    return { verdict: { kind: 'appended', revision: version._id }, occupied };
  if (version !== undefined) return { verdict: { kind: 'conflict' }, occupied };
  const holder = found.find(({ claim }) => claim === event.claim);
  if (!occupied) return { verdict: null, occupied };
  return { verdict: { kind: holder === undefined ? 'again' : 'taken' }, occupied };
};

/**
 * Finds out what became of events whose insert failed, or whose answer was lost. A no-op at an event's revision decides
 * what reading cannot: with it there, an insert that is still on its way can no longer arrive. So the loser's no-op is
 * there at once, too.
 *
 * What a majority does not have yet is refused by an index and not to be read: look again after a pause.
 */
export class Settlement {
  readonly #options: SettlementOptions;

  constructor(options: SettlementOptions) {
    this.#options = options;
  }

  /** One verdict for each entry, in order; `unknown` when time ran out. */
  async settle(entries: readonly Numbered[], why: string): Promise<readonly Verdict[]> {
    const verdicts = new Map<Numbered, Verdict>();
    let reason = why;
    for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
      const open = entries.filter((entry) => !verdicts.has(entry));
      if (open.length === 0) break;
      try {
        await this.#look(open, verdicts);
      } catch (error) {
        reason = messageOf(error);
      }
      if (this.#options.timeLeft() <= pause) break;
      if (verdicts.size < entries.length) await delay(pause);
    }
    return entries.map((entry) => verdicts.get(entry) ?? { kind: 'unknown', why: reason });
  }

  async #look(open: readonly Numbered[], verdicts: Map<Numbered, Verdict>): Promise<void> {
    const { journal } = this.#options;
    const found = await journal.holders(open);
    await this.#options.onReadBack();
    const vacant: Numbered[] = [];
    for (const entry of open) {
      const { verdict, occupied } = judge(entry, found);
      if (verdict !== null) verdicts.set(entry, verdict);
      if (!occupied) vacant.push(entry);
    }
    const filled = await journal.insertNoops(vacant.map(({ revision }) => revision));
    for (const entry of vacant) {
      if (verdicts.has(entry) || !filled.has(entry.revision)) continue;
      const taken = found.some(({ claim }) => claim === entry.event.claim);
      verdicts.set(entry, { kind: taken ? 'taken' : 'again' });
    }
  }
}

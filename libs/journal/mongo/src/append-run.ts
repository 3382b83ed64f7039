import { setTimeout as delay } from 'node:timers/promises';
import type { AppendOutcome, NewEvent, OnStep } from '@tandem/journal';
import { messageOf } from '@tandem/kernel';
import type { Clock } from '@tandem/kernel';
import type { JournalCollection, Numbered } from './journal-collection.ts';
import type { RevisionCounter } from './revision-counter.ts';
import { Settlement } from './settle.ts';
import type { Verdict } from './settle.ts';

export interface AppendContext {
  readonly journal: Pick<
    JournalCollection,
    'claimHolders' | 'head' | 'holders' | 'insertEvents' | 'insertNoops'
  >;
  readonly counter: Pick<RevisionCounter, 'raiseTo' | 'take'>;
  readonly clock: Clock;
  /** Longest time for all attempts together, milliseconds; then what is open is `unknown`. */
  readonly timeoutMs: number;
  readonly onStep?: OnStep | undefined;
}

const MAX_ATTEMPTS = 20;
const PAUSE_MS = 2;
const LONGEST_PAUSE_MS = 100;

/** One append: attempts until each of its events has an outcome, bounded in number and time. */
export class AppendRun {
  readonly #context: AppendContext;
  readonly #settlement: Settlement;
  readonly #deadline: number;
  readonly #outcomes = new Map<number, AppendOutcome>();
  readonly #events: readonly NewEvent[];
  /** Whether anything was sent that may be written. */
  #sent = false;
  #why = 'too many writers at once';

  constructor(context: AppendContext, events: readonly NewEvent[]) {
    this.#context = context;
    this.#events = events;
    this.#deadline = context.clock.monotonic() + context.timeoutMs;
    this.#settlement = new Settlement({
      journal: context.journal,
      timeLeft: () => this.#timeLeft(),
      onReadBack: async () => this.#step('read-back'),
    });
  }

  /** @throws TandemError when the server fails before anything was sent to be written */
  async run(): Promise<readonly AppendOutcome[]> {
    await this.#step('begun');
    for (let attempt = 1; this.#open().length > 0 && attempt <= MAX_ATTEMPTS; attempt++) {
      if (attempt > 1) await delay(Math.min(PAUSE_MS * 2 ** attempt * Math.random(), LONGEST_PAUSE_MS));
      if (this.#timeLeft() <= 0) break;
      try {
        await this.#attempt();
      } catch (error) {
        if (!this.#sent) throw error;
        // Neighbours may be written, so each keeps what is known of it.
        this.#why = messageOf(error);
        break;
      }
    }
    return this.#events.map((_, index) => this.#outcomes.get(index) ?? { kind: 'unknown', why: this.#why });
  }

  async #attempt(): Promise<void> {
    await this.#checkClaims();
    await this.#step('claims-checked');
    const open = this.#open();
    if (open.length === 0) return;
    const first = await this.#context.counter.take(open.length);
    await this.#step('revisions-taken');
    const numbered = new Map(open.map((index, at) => [index, this.#numbered(index, first + at)]));
    await this.#refuseTooLow(numbered);
    await this.#insert(numbered);
  }

  /** A name that is taken costs no revision. (stream, version) goes before the claim, or a repeat would look taken. */
  async #checkClaims(): Promise<void> {
    const open = this.#open();
    const found = await this.#context.journal.claimHolders(open.map((index) => this.#event(index)));
    for (const index of open) {
      const event = this.#event(index);
      if (!found.some(({ claim }) => claim === event.claim)) continue;
      const version = found.find(
        ({ stream, version: at }) => stream === event.stream && at === event.version,
      );
      if (version === undefined) this.#outcomes.set(index, { kind: 'taken' });
      else if (version.eventId !== event.eventId) this.#outcomes.set(index, { kind: 'conflict' });
      else this.#outcomes.set(index, { kind: 'appended', revision: version._id });
    }
  }

  /**
   * The journal refuses a revision that does not exceed `previousRevision`: either that is not of this journal, or the
   * counter has fallen behind (a restored backup, a server that loses increments) and is raised for the next attempt.
   */
  async #refuseTooLow(numbered: Map<number, Numbered>): Promise<void> {
    const tooLow = [...numbered].filter(([, { event, revision }]) => revision <= event.previousRevision);
    if (tooLow.length === 0) return;
    const { journal, counter } = this.#context;
    const head = await journal.head();
    await counter.raiseTo(head);
    for (const [index, { event }] of tooLow) {
      numbered.delete(index);
      if (event.previousRevision > head) this.#outcomes.set(index, { kind: 'conflict' });
    }
    await journal.insertNoops(tooLow.map(([, { revision }]) => revision));
  }

  async #insert(numbered: ReadonlyMap<number, Numbered>): Promise<void> {
    const entries = [...numbered.values()];
    if (entries.length === 0) return;
    let written: ReadonlySet<number> = new Set();
    let why = 'it was refused by an index';
    this.#sent = true;
    try {
      written = await this.#context.journal.insertEvents(entries);
      await this.#step('inserted');
    } catch (error) {
      written = new Set();
      why = messageOf(error);
    }
    const lost = entries.filter((_, at) => !written.has(at));
    const verdicts = lost.length === 0 ? [] : await this.#settlement.settle(lost, why);
    await this.#conclude(numbered, new Map(lost.map((entry, at) => [entry, verdicts[at]])));
  }

  async #conclude(
    numbered: ReadonlyMap<number, Numbered>,
    verdicts: ReadonlyMap<Numbered, Verdict | undefined>,
  ): Promise<void> {
    let again = false;
    for (const [index, entry] of numbered) {
      const verdict = verdicts.get(entry) ?? { kind: 'appended', revision: entry.revision };
      if (verdict.kind === 'again') again = true;
      else this.#outcomes.set(index, verdict);
    }
    // Something stood where the counter said nothing did: a no-op that came first, or a counter that fell behind.
    if (again) await this.#context.counter.raiseTo(await this.#context.journal.head());
  }

  #step(step: Parameters<OnStep>[0]): Promise<void> | undefined {
    return this.#context.onStep?.(step);
  }

  /** Positions without an outcome. */
  #open(): readonly number[] {
    return [...this.#events.keys()].filter((index) => !this.#outcomes.has(index));
  }

  #event(index: number): NewEvent {
    return this.#events[index] as NewEvent;
  }

  #numbered(index: number, revision: number): Numbered {
    return { event: this.#event(index), revision };
  }

  #timeLeft(): number {
    return this.#deadline - this.#context.clock.monotonic();
  }
}

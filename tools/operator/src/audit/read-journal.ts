import type { Sid } from '@tandem/kernel';
import { ask } from './ask.ts';
import type { Holding, Truth } from './findings.ts';

interface EventBody {
  readonly sid: Sid;
  readonly account_sid: Sid;
  readonly version: number;
  readonly event_id: string;
  readonly revision: number;
  readonly deleted: boolean;
}

interface JournalPage {
  readonly next: number;
  readonly head: number;
  readonly events: readonly EventBody[];
}

/** The journal as the provisioning service reads it: what it held when the audit began, and what came since. */
export class JournalReading {
  readonly #api: URL;
  readonly #truths = new Map<Sid, Truth>();
  readonly accounts = new Set<Sid>();
  #next = 1;
  /** The last revision when the audit began. */
  #head: number | null = null;

  constructor(api: URL) {
    this.#api = api;
  }

  get truths(): ReadonlyMap<Sid, Truth> {
    return this.#truths;
  }

  get head(): number {
    return this.#head ?? 0;
  }

  /** Reads to the end that the journal has now; the first time that is where the audit begins. */
  async read(): Promise<void> {
    for (;;) {
      const { next, head, events } = await ask<JournalPage>(this.#api, `/audit/journal/${this.#next}`);
      this.#head ??= head;
      for (const event of events) this.#take(event);
      const went = next > this.#next;
      this.#next = next;
      if (next > head || !went) return;
    }
  }

  #take({ sid, account_sid, version, event_id, revision, deleted }: EventBody): void {
    this.accounts.add(account_sid);
    const holding: Holding = { version, eventId: event_id, deleted };
    const known = this.#truths.get(sid);
    if (revision <= this.head) this.#truths.set(sid, { latest: holding, later: [] });
    else this.#truths.set(sid, { latest: known?.latest ?? null, later: [...(known?.later ?? []), holding] });
  }
}

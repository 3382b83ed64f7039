import { TandemError, withDeadline } from '@tandem/kernel';

export interface NaturalBatchOptions<Item, Outcome> {
  /** For messages: "the journal". */
  readonly name: string;
  /** Most items that go into one run; one call's items are never split. */
  readonly maxItems: number;
  /** How long `close` waits for what is under way, milliseconds. */
  readonly closeMs: number;
  /** Does the work; one outcome for each item, in order. */
  run(items: readonly Item[]): Promise<readonly Outcome[]>;
}

interface Call<Item, Outcome> {
  readonly items: readonly Item[];
  resolve(outcomes: readonly Outcome[]): void;
  reject(reason: unknown): void;
}

/**
 * Collects the calls that come while a run is under way, and runs them together after it: the busier, the larger the
 * batches; a lone call does not wait. No timer, one run at a time.
 */
export class NaturalBatch<Item, Outcome> {
  readonly #options: NaturalBatchOptions<Item, Outcome>;
  #waiting: Call<Item, Outcome>[] = [];
  #running: Promise<void> | undefined;
  #closed = false;

  constructor(options: NaturalBatchOptions<Item, Outcome>) {
    this.#options = options;
  }

  add(items: readonly Item[]): Promise<readonly Outcome[]> {
    if (this.#closed) return Promise.reject(new TandemError('CLOSED', `${this.#options.name} is closed`));
    if (items.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ items, resolve, reject });
      this.#running ??= this.#runAll();
    });
  }

  /** Refuses what comes later, lets what has come finish. */
  async close(): Promise<void> {
    this.#closed = true;
    const { name, closeMs } = this.#options;
    await withDeadline(this.#running ?? Promise.resolve(), closeMs, `the last work of ${name}`);
  }

  async #runAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      // Requests that were read from sockets in the same turn of the event loop join this run.
      await new Promise((resolve) => setImmediate(resolve));
      await this.#run(this.#nextBatch());
    }
    this.#running = undefined;
  }

  #nextBatch(): readonly Call<Item, Outcome>[] {
    let size = 0;
    const full = this.#waiting.findIndex(({ items }, index) => {
      size += items.length;
      return index > 0 && size > this.#options.maxItems;
    });
    return this.#waiting.splice(0, full < 0 ? this.#waiting.length : full);
  }

  async #run(calls: readonly Call<Item, Outcome>[]): Promise<void> {
    try {
      const outcomes = await this.#options.run(calls.flatMap(({ items }) => items));
      let next = 0;
      for (const call of calls) call.resolve(outcomes.slice(next, (next += call.items.length)));
    } catch (error) {
      for (const call of calls) call.reject(error);
    }
  }
}

/**
 * Gives out turns of the event loop, one caller each, in the order in which they ask: between two pieces of work that
 * took one, whatever else waits (datagrams, requests, timers) is served. Many partitions are read at the same time, and
 * each of them would otherwise do its piece in one and the same turn.
 */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #taken = false;

  /** Resolves when the caller may work until its next `await`; at once when nobody has worked in this turn. */
  take(): Promise<void> {
    if (this.#taken) return new Promise((resolve) => this.#waiting.push(resolve));
    this.#taken = true;
    setImmediate(() => this.#passOn());
    return Promise.resolve();
  }

  #passOn(): void {
    const next = this.#waiting.shift();
    this.#taken = next !== undefined;
    if (next === undefined) return;
    setImmediate(() => this.#passOn());
    next();
  }
}

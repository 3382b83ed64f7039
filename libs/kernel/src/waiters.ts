interface Waiter<T> {
  readonly about: T;
  readonly check: () => void;
}

export interface Wait<T> {
  /** What is waited for, in a form that costs nothing to look at. */
  readonly about: T;
  /** Asked at first, and each time that `check` names it. */
  readonly done: () => boolean;
  /** The longest, milliseconds. */
  readonly ms: number;
  /** Nobody waits any more. */
  readonly signal?: AbortSignal | undefined;
}

/** Who waits for something to become true: thousands cost one look each when something has changed. */
export class Waiters<T> {
  readonly #waiting = new Set<Waiter<T>>();

  /** How many wait. */
  get count(): number {
    return this.#waiting.size;
  }

  /** Resolves when it is done, the time is up, or nobody waits any more. */
  wait({ about, done, ms, signal }: Wait<T>): Promise<void> {
    if (done() || signal?.aborted === true || ms <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const end = (): void => {
        this.#waiting.delete(waiter);
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const waiter = { about, check: () => (done() ? end() : undefined) };
      const timer = setTimeout(end, ms);
      this.#waiting.add(waiter);
      signal?.addEventListener('abort', end, { once: true });
    });
  }

  /** @param may whether what somebody waits for may have become true */
  check(may: (about: T) => boolean): void {
    for (const { about, check } of this.#waiting) if (may(about)) check();
  }
}

interface Waiter {
  readonly revision: number;
  readonly check: () => void;
}

export interface Wait {
  readonly partition: number;
  readonly revision: number;
  /** Asked once the revision was reached, and then with each change. */
  readonly done: () => boolean;
  /** The longest, milliseconds. */
  readonly ms: number;
  /** Nobody waits any more. */
  readonly signal?: AbortSignal | undefined;
}

/** Who waits for a revision of a partition: thousands cost one comparison each when their partition moves. */
export class Waiters {
  readonly #byPartition = new Map<number, Set<Waiter>>();

  /** Resolves when it is done, the time is up, or nobody waits any more. */
  wait({ partition, revision, done, ms, signal }: Wait): Promise<void> {
    if (done() || signal?.aborted === true || ms <= 0) return Promise.resolve();
    const waiters = this.#byPartition.get(partition) ?? new Set();
    this.#byPartition.set(partition, waiters);
    return new Promise((resolve) => {
      const end = (): void => {
        waiters.delete(waiter);
        clearTimeout(timer);
        signal?.removeEventListener('abort', end);
        resolve();
      };
      const waiter = { revision, check: () => (done() ? end() : undefined) };
      const timer = setTimeout(end, ms);
      waiters.add(waiter);
      signal?.addEventListener('abort', end, { once: true });
    });
  }

  /** @param reached whether a revision of a partition was reached */
  check(reached: (partition: number, revision: number) => boolean): void {
    for (const [partition, waiters] of this.#byPartition) {
      for (const { revision, check } of waiters) if (reached(partition, revision)) check();
    }
  }

  /** How many wait. */
  get count(): number {
    let count = 0;
    for (const waiters of this.#byPartition.values()) count += waiters.size;
    return count;
  }
}

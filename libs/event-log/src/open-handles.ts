/** Something opened on a log. */
export interface Handle {
  /** Whether `close` was called. */
  readonly closed: boolean;
  close(): Promise<void>;
}

/** All that is open on a log, so that closing the log closes it too. */
export class OpenHandles {
  readonly #open = new Set<Handle>();

  add<T extends Handle>(handle: T): T {
    for (const other of this.#open) if (other.closed) this.#open.delete(other);
    this.#open.add(handle);
    return handle;
  }

  /** Closes all at once, each bounded by itself; rejects with the first failure after all have ended. */
  async closeAll(): Promise<void> {
    const results = await Promise.allSettled([...this.#open].map((handle) => handle.close()));
    this.#open.clear();
    for (const result of results) if (result.status === 'rejected') throw result.reason;
  }
}

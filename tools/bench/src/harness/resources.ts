/** What a benchmark has opened; closed in reverse order, however it ends. */
export class Resources {
  readonly #closes: (() => Promise<unknown> | void)[] = [];

  /** Remembers how to close it, and gives it back. */
  add<T>(resource: T, close: (resource: T) => Promise<unknown> | void): T {
    this.#closes.push(() => close(resource));
    return resource;
  }

  /** Closes everything, whatever fails on the way; throws the first failure. */
  async close(): Promise<void> {
    const failures: unknown[] = [];
    for (let close = this.#closes.pop(); close !== undefined; close = this.#closes.pop()) {
      try {
        await close();
      } catch (error) {
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  }
}

/** Runs with resources that are closed at its end. */
export const withResources = async <T>(work: (resources: Resources) => Promise<T>): Promise<T> => {
  const resources = new Resources();
  try {
    return await work(resources);
  } finally {
    await resources.close();
  }
};

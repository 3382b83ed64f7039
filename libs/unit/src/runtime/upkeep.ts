import { setImmediate as turn } from 'node:timers/promises';

export interface UpkeepOptions {
  /** One slice of work; 0 when there is none left. */
  readonly work: () => number;
  readonly everyMs: number;
  readonly failed: (error: unknown) => void;
}

/** Work that may wait, now and then, slice by slice. */
export class Upkeep {
  readonly #options: UpkeepOptions;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(options: UpkeepOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timer = setInterval(() => void this.#round(), this.#options.everyMs);
    this.#timer.unref();
    void this.#round();
  }

  stop(): void {
    this.#stopped = true;
    clearInterval(this.#timer);
  }

  async #round(): Promise<void> {
    try {
      while (!this.#stopped && this.#options.work() > 0) await turn();
    } catch (error) {
      this.#options.failed(error);
    }
  }
}

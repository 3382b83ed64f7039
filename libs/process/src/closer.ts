import type { Logger } from '@tandem/telemetry';
import { messageOf } from '@tandem/kernel';

interface Closing {
  readonly name: string;
  readonly close: () => Promise<void> | void;
}

/** Closes what was opened in reverse order; one that fails does not keep the others open. */
export class Closer {
  readonly #logger: Logger;
  readonly #stack: Closing[] = [];

  constructor(logger: Logger) {
    this.#logger = logger;
  }

  add(name: string, close: Closing['close']): void {
    this.#stack.push({ name, close });
  }

  async close(): Promise<void> {
    for (const { name, close } of this.#stack.splice(0).reverse()) {
      try {
        await close();
      } catch (error) {
        this.#logger.warn('not closed cleanly', { what: name, error: messageOf(error) });
      }
    }
  }

  /** Runs `start`; if it fails, closes what was opened so far and passes the failure on. */
  async guard<T>(start: () => Promise<T>): Promise<T> {
    try {
      return await start();
    } catch (error) {
      await this.close();
      throw error;
    }
  }
}

import { TOPICS } from '@tandem/contracts';
import { Backoff } from '@tandem/event-log';
import type { EventLog } from '@tandem/event-log';
import { messageOf, withDeadline } from '@tandem/kernel';
import type { Random } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';

export interface PartitionCountOptions {
  readonly eventLog: Pick<EventLog, 'partitions'>;
  readonly random: Random;
  readonly logger: Logger;
  readonly found: (partitions: number) => void;
}

const ASK_MS = 5000;

/** Asks the log how many partitions `tandem.clients` has, until it answers. */
export class PartitionCount {
  readonly #options: PartitionCountOptions;
  readonly #backoff: Backoff;
  #timer: NodeJS.Timeout | undefined;
  #asking: Promise<void> = Promise.resolve();
  #stopped = false;
  #failed = false;

  constructor(options: PartitionCountOptions) {
    this.#options = options;
    this.#backoff = new Backoff({ firstMs: 50, maxMs: 2000, random: options.random });
  }

  start(): void {
    this.#asking = this.#ask();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#timer);
    await this.#asking;
  }

  async #ask(): Promise<void> {
    const { eventLog, logger, found } = this.#options;
    try {
      const asked = eventLog.partitions(TOPICS.clients.name);
      const partitions = await withDeadline(asked, ASK_MS, 'asking the log for its partitions');
      if (!this.#stopped) found(partitions);
    } catch (error) {
      if (!this.#failed) logger.warn('The event log cannot be asked yet', { error: messageOf(error) });
      this.#failed = true;
      if (!this.#stopped) this.#timer = setTimeout(() => this.start(), this.#backoff.next());
    }
  }
}

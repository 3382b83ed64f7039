import { TOPICS } from '@tandem/contracts';
import type { LogBatch, LogConsumerHandlers } from '@tandem/event-log';
import type { RemoteRegistration } from '@tandem/sip';
import type { Logger } from '@tandem/telemetry';
import { readRegistration } from './registration-records.ts';
import type { RegistrationView } from './registration-view.ts';

export interface RegistrationReaderOptions {
  readonly view: RegistrationView;
  /** Told of every record in the order of the log. */
  readonly apply: (record: RemoteRegistration) => void;
  readonly logger: Logger;
}

export const REGISTRATION_TOPICS: readonly string[] = [TOPICS.registrations.name];

/**
 * Reads `tandem.registrations` from its start at every start of the unit: compacted, it holds one record per phone, so
 * nothing of it need be stored.
 */
export class RegistrationReader implements LogConsumerHandlers {
  readonly #options: RegistrationReaderOptions;
  readonly #positions = new Map<number, number>();

  constructor(options: RegistrationReaderOptions) {
    this.#options = options;
  }

  position(_topic: string, partition: number): number {
    return this.#positions.get(partition) ?? 0;
  }

  async batch(batch: LogBatch): Promise<void> {
    const { view, apply, logger } = this.#options;
    for (const stored of batch.records) {
      const read = readRegistration(stored);
      if (!read.ok) {
        logger.warn('a registration record is skipped', { key: stored.key, why: read.error });
        continue;
      }
      const { remote, record } = read.value;
      if (record === null) view.remove(remote.sid, remote.key);
      else view.put(record);
      apply(remote);
    }
    this.#positions.set(batch.partition, batch.nextOffset);
  }

  /** The topic was made anew: what is on record comes again from its start. */
  async reset(_topic: string, partition: number): Promise<void> {
    this.#positions.set(partition, 0);
  }
}

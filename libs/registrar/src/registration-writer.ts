import { TOPICS } from '@tandem/contracts';
import type { BindingEvent, RegistrationFeed } from '@tandem/sip';
import { LatestWriter } from './latest-writer.ts';
import type { LatestWriterOptions } from './latest-writer.ts';
import { toRegistrationRecord } from './registration-records.ts';
import type { RegistrationWriterId } from './registration-records.ts';

export interface RegistrationWriterOptions extends Pick<
  LatestWriterOptions<BindingEvent>,
  'log' | 'logger' | 'random' | 'collectMs'
> {
  /** Known once the SIP endpoint is made. */
  readonly id: () => RegistrationWriterId;
}

const nameOf = (event: BindingEvent): string => {
  const { sid, key } = event.kind === 'gone' ? event : event.binding;
  return `${sid}/${key}`;
};

/** Writes binding events to `tandem.registrations`: the latest of each binding. */
export class RegistrationWriter implements RegistrationFeed {
  readonly #writer: LatestWriter<BindingEvent>;

  constructor({ id, ...options }: RegistrationWriterOptions) {
    this.#writer = new LatestWriter({
      ...options,
      topic: TOPICS.registrations.name,
      what: 'registrations',
      nameOf,
      toRecord: (event, partitions) => toRegistrationRecord(event, id(), partitions),
    });
  }

  publish(events: readonly BindingEvent[]): void {
    this.#writer.publish(events);
  }

  /** Writes what waits, as far as the log takes it within 3 s. */
  close(): Promise<void> {
    return this.#writer.close();
  }
}

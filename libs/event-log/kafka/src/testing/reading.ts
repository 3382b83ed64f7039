import { TOPICS } from '@tandem/contracts';
import type { EventLog, LogRecord } from '@tandem/event-log';
import { clientRecord, RecordingReader } from '@tandem/event-log/testing';
import { waitFor } from '@tandem/testing';

export const clients = TOPICS.clients.name;

/** A record on partition 0 of `tandem.clients` that says this. */
export const saying = (text: string): LogRecord => clientRecord({ key: text, value: Buffer.from(text) });

/** All values that a new reader finds on `tandem.clients`, read to the end. */
export const valuesOf = async (log: EventLog): Promise<string[]> => {
  const reader = new RecordingReader();
  const consumer = await log.subscribe({ reader: 'witness', topics: [clients], handlers: reader });
  const partitions = await log.partitions(clients);
  await waitFor(() => reader.caughtUp(clients, partitions), {
    timeoutMs: 20_000,
    what: 'the witness to have read everything',
  });
  await consumer.close();
  return reader.values();
};

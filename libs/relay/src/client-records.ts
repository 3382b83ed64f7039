import {
  CLIENT_SCHEMA_VERSION,
  clientTombstone,
  encodeClientEvent,
  partitionOf,
  TOPICS,
} from '@tandem/contracts';
import type { ClientEvent, EncodedClientEvent, RecordHeaders } from '@tandem/contracts';
import type { LogRecord } from '@tandem/event-log';
import { createdRevisionOf } from '@tandem/journal';
import type { JournalEvent } from '@tandem/journal';

/** What the relay adds to an event's own headers. */
export interface RecordContext {
  readonly partitions: number;
  /** W3C trace context; empty without one. */
  readonly trace: RecordHeaders;
}

const iso = (ms: number): string => new Date(ms).toISOString();

/** The event as published: no clear password, no sealed readable copy. */
export const toClientEvent = (event: JournalEvent): ClientEvent => ({
  eventId: event.eventId,
  type: event.type,
  schemaVersion: CLIENT_SCHEMA_VERSION,
  sid: event.stream,
  accountSid: event.accountSid,
  domain: event.payload.domain,
  version: event.version,
  revision: event.revision,
  createdRevision: createdRevisionOf(event),
  recordedAt: iso(event.recordedAt),
  changed: event.payload.changed,
  state: event.payload.state,
  credentials: event.type === 'ClientDeleted' ? null : event.payload.credentials,
});

/** The records of one event, all on its sid's partition: the event, and after a delete the tombstone. */
export const toRecords = (event: JournalEvent, context: RecordContext): readonly LogRecord[] => {
  const value = toClientEvent(event);
  const place = {
    topic: TOPICS.clients.name,
    partition: partitionOf(event.stream, context.partitions),
  };
  const record = (encoded: EncodedClientEvent): LogRecord => ({
    ...place,
    ...encoded,
    headers: { ...encoded.headers, ...context.trace },
  });
  const published = record(encodeClientEvent(value, event.previousEventId));
  // Compaction may remove ClientDeleted before the tombstone: the tombstone says the same by its headers (design §2b).
  return event.type === 'ClientDeleted'
    ? [published, record(clientTombstone({ ...value, previousEventId: event.previousEventId }))]
    : [published];
};

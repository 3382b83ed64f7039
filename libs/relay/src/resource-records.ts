import { encodeEvent, isDeletion, kindOfSid, partitionOf, RESOURCES, tombstoneOf } from '@tandem/contracts';
import type { EncodedEvent, RecordHeaders, ResourceEvent, ResourceKind } from '@tandem/contracts';
import type { LogRecord } from '@tandem/event-log';
import { createdRevisionOf } from '@tandem/journal';
import type { JournalEvent } from '@tandem/journal';
import { TandemError } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';

/** What the relay adds to an event's own headers. */
export interface RecordContext {
  /** Of each topic of resources. */
  readonly partitions: number;
  /** W3C trace context; empty without one. */
  readonly trace: RecordHeaders;
}

const iso = (ms: number): string => new Date(ms).toISOString();

const kindOf = (sid: Sid): ResourceKind => {
  const kind = kindOfSid(sid);
  if (kind !== undefined) return kind;
  throw new TandemError(
    'JOURNAL_CORRUPT',
    `the journal has an event of ${sid}, which this version does not know`,
  );
};

const credentialsOf = (event: JournalEvent) => (isDeletion(event.type) ? null : event.payload.credentials);

/** The event as published: no clear password, no sealed readable copy. */
export const toResourceEvent = (event: JournalEvent): ResourceEvent => {
  const kind = kindOf(event.stream);
  const { domain, changed, state } = event.payload;
  return {
    eventId: event.eventId,
    type: event.type,
    schemaVersion: RESOURCES[kind].schemaVersion,
    sid: event.stream,
    accountSid: event.accountSid,
    domain,
    version: event.version,
    revision: event.revision,
    createdRevision: createdRevisionOf(event),
    recordedAt: iso(event.recordedAt),
    changed,
    state,
    ...(kind === 'Client' && { credentials: credentialsOf(event) }),
    // A payload is what its type says: one decision made both.
  } as ResourceEvent;
};

/** The topic of a resource's events. */
export const topicOf = (sid: Sid): string => RESOURCES[kindOf(sid)].topic.name;

/** The records of one event, all on its sid's partition: the event, and after a delete the tombstone. */
export const toRecords = (event: JournalEvent, context: RecordContext): readonly LogRecord[] => {
  const value = toResourceEvent(event);
  const place = { topic: topicOf(event.stream), partition: partitionOf(event.stream, context.partitions) };
  const record = (encoded: EncodedEvent): LogRecord => ({
    ...place,
    ...encoded,
    headers: { ...encoded.headers, ...context.trace },
  });
  const published = record(encodeEvent(value, event.previousEventId));
  // Compaction may remove the deletion before the tombstone: the tombstone says the same by its headers (design §2b).
  return isDeletion(event.type)
    ? [published, record(tombstoneOf({ ...value, previousEventId: event.previousEventId }))]
    : [published];
};

import {
  encodeEvent,
  isDeletion,
  kindOfSid,
  partitionOf,
  PUBLISHED,
  publishedKindOf,
  tombstoneOf,
} from '@tandem/contracts';
import type { EncodedEvent, RecordHeaders, PublishedKind, ResourceEvent } from '@tandem/contracts';
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

/** null: its events stay in the journal. */
const kindOf = (sid: Sid): PublishedKind | null => {
  if (kindOfSid(sid) !== undefined) return publishedKindOf(sid) ?? null;
  throw new TandemError(
    'JOURNAL_CORRUPT',
    `the journal has an event of ${sid}, which this version does not know`,
  );
};

const credentialsOf = (event: JournalEvent) => (isDeletion(event.type) ? null : event.payload.credentials);

/** The event as published: no clear password, no sealed readable copy. */
export const toResourceEvent = (event: JournalEvent, kind: PublishedKind): ResourceEvent => {
  const { domain, changed, state } = event.payload;
  return {
    eventId: event.eventId,
    type: event.type,
    schemaVersion: PUBLISHED[kind].schemaVersion,
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

/** The records of one event, all on its sid's partition: the event, and after a delete the tombstone. None of a kind that stays in the journal. */
export const toRecords = (event: JournalEvent, context: RecordContext): readonly LogRecord[] => {
  const kind = kindOf(event.stream);
  if (kind === null) return [];
  const value = toResourceEvent(event, kind);
  const place = {
    topic: PUBLISHED[kind].topic.name,
    partition: partitionOf(event.stream, context.partitions),
  };
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

import { NOOP_STREAM } from '@tandem/journal';
import type { JournalEntry, JournalEvent, NewEvent } from '@tandem/journal';
import { TandemError } from '@tandem/kernel';
import type { EventDocument, JournalDocument, NoopDocument } from './documents.ts';

/** What an event claims that claims no name: its own revision, so that the unique index has a value for every document. */
export const revisionClaim = (revision: number): string => `rev:${revision}`;

export const eventDocument = (event: NewEvent, revision: number): EventDocument => ({
  _id: revision,
  stream: event.stream,
  version: event.version,
  claim: event.claim ?? revisionClaim(revision),
  eventId: event.eventId,
  previousRevision: event.previousRevision,
  previousEventId: event.previousEventId,
  createdRevision: event.createdRevision,
  type: event.type,
  accountSid: event.accountSid,
  recordedAt: event.recordedAt,
  payload: event.payload,
  metadata: event.metadata,
});

/** Has a value for every index: one without would be a second null to a unique index. */
export const noopDocument = (revision: number): NoopDocument => ({
  _id: revision,
  stream: NOOP_STREAM,
  version: revision,
  claim: revisionClaim(revision),
});

const isEvent = (document: JournalDocument): document is EventDocument => document.stream !== NOOP_STREAM;

/** @throws TandemError JOURNAL_CORRUPT, naming the revision */
export const eventOf = (document: JournalDocument): JournalEvent => {
  const { _id: revision, claim, ...event } = document as EventDocument;
  if (typeof event.eventId !== 'string' || typeof event.payload !== 'object') {
    throw new TandemError('JOURNAL_CORRUPT', `revision ${revision} cannot be read: it is not an event`, {
      context: { revision },
    });
  }
  return { kind: 'event', revision, ...event, claim: claim === revisionClaim(revision) ? null : claim };
};

export const entryOf = (document: JournalDocument): JournalEntry =>
  isEvent(document) ? eventOf(document) : { kind: 'noop', revision: document._id };

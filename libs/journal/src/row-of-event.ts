import { isDeletion } from '@tandem/contracts';
import type { ResourceKind } from '@tandem/contracts';
import { createdRevisionOf } from './journal-event.ts';
import type { JournalEvent } from './journal-event.ts';
import type { ResourceRow } from './read-model.ts';

/**
 * The read-model row that an event leaves: events hold the whole state, so the latest one is enough.
 * `requestHmac` is the creation's: an update's row has none and must not be asked for it (read the stream).
 */
export const rowOfEvent = <K extends ResourceKind>(event: JournalEvent<K>): ResourceRow<K> => ({
  sid: event.stream,
  accountSid: event.accountSid,
  domain: event.payload.domain,
  version: event.version,
  revision: event.revision,
  eventId: event.eventId,
  createdRevision: createdRevisionOf(event),
  state: event.payload.state,
  credentials: event.payload.credentials,
  password: event.payload.password,
  requestHmac: event.metadata.requestHmac ?? null,
  deleted: isDeletion(event.type),
});

import { messageOf, TandemError } from '@tandem/kernel';
import type { JournalEntry, JournalEvent, NewEvent } from '@tandem/journal';

/** A row of the table `journal`. No-ops have no id, no body. */
export interface JournalRow {
  readonly revision: number;
  readonly stream: string;
  readonly version: number;
  readonly event_id: string | null;
  readonly claim: string | null;
  readonly body: string | null;
}

export const JOURNAL_COLUMNS = 'revision, stream, version, event_id, claim, body';

type InColumns = 'eventId' | 'stream' | 'version' | 'claim';
type Body = Omit<NewEvent, InColumns>;

/** What a row holds besides its columns. */
export const bodyOf = (event: NewEvent): string => {
  const {
    previousRevision,
    previousEventId,
    createdRevision,
    type,
    accountSid,
    recordedAt,
    payload,
    metadata,
  } = event;
  const body: Body = {
    previousRevision,
    previousEventId,
    createdRevision,
    type,
    accountSid,
    recordedAt,
    payload,
    metadata,
  };
  return JSON.stringify(body);
};

/** @throws TandemError JOURNAL_CORRUPT, naming the revision */
export const eventOf = (row: JournalRow): JournalEvent => {
  const { revision, stream, version, event_id: eventId, claim } = row;
  try {
    if (eventId === null || row.body === null) throw new SyntaxError('it has no body');
    return { kind: 'event', revision, eventId, stream, version, claim, ...(JSON.parse(row.body) as Body) };
  } catch (error) {
    throw new TandemError('JOURNAL_CORRUPT', `revision ${revision} cannot be read: ${messageOf(error)}`, {
      cause: error,
      context: { revision, stream, version },
    });
  }
};

export const entryOf = (row: JournalRow): JournalEntry =>
  row.event_id === null ? { kind: 'noop', revision: row.revision } : eventOf(row);

import type { JournalEvent } from '@tandem/journal';
import { isSid } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import type { HistoryEntry } from '../client-outcomes.ts';
import type { Context } from './context.ts';

/** Field by field, so that nothing sealed gets out by a later addition. */
const entryOf = ({ version, revision, type, recordedAt, payload }: JournalEvent): HistoryEntry => ({
  version,
  revision,
  type,
  recordedAt,
  changed: payload.changed,
  state: payload.state,
});

/** Every event of a Client, also after its delete; null if the account never had it. */
export const clientHistory = async (
  { journal }: Pick<Context, 'journal'>,
  accountSid: Sid,
  sid: Sid,
): Promise<readonly HistoryEntry[] | null> => {
  if (!isSid(sid, 'CL')) return null;
  const events = await journal.readStream(sid);
  return events[0]?.accountSid === accountSid ? events.map(entryOf) : null;
};

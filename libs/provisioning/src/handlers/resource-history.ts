import { SID_PREFIXES } from '@tandem/contracts';
import type { ResourceKind } from '@tandem/contracts';
import type { JournalEvent } from '@tandem/journal';
import { isSid } from '@tandem/kernel';
import type { Definition } from '../domain/definition.ts';
import type { HistoryEntry } from '../outcomes.ts';
import type { Target } from './change-resource.ts';
import type { Context } from './context.ts';

/** Field by field, so that nothing sealed gets out by a later addition. */
const entryOf = <K extends ResourceKind>({
  version,
  revision,
  type,
  recordedAt,
  payload,
}: JournalEvent<K>): HistoryEntry<K> => ({
  version,
  revision,
  type,
  recordedAt,
  changed: payload.changed,
  state: payload.state,
});

/** Every event of a resource, also after its delete; null if the account never had it. */
export const resourceHistory = async <K extends ResourceKind>(
  { journal }: Pick<Context, 'journal'>,
  { kind }: Definition<K>,
  { accountSid, sid }: Target,
): Promise<readonly HistoryEntry<K>[] | null> => {
  if (!isSid(sid, SID_PREFIXES[kind])) return null;
  const events = (await journal.readStream(sid)) as readonly JournalEvent<K>[];
  return events[0]?.accountSid === accountSid ? events.map(entryOf) : null;
};

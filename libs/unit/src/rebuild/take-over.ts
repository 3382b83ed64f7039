import { kindOfSid } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';
import type { CacheStore } from '../cache/cache-store.ts';
import type { HeldVersion } from '../cache/rows.ts';

const deletionOf = (sid: Sid): string => `${kindOfSid(sid) ?? ''}Deleted`;

/** What a cache that was built anew shows already, held like the versions before it: nothing overtakes them. */
const newerThanHeld = (built: CacheStore, last: HeldVersion): HeldVersion | null => {
  const row = built.resources.get(last.sid);
  if (row === null || row.received.version <= last.version) return null;
  const { lane, received } = row;
  const { due } = last;
  if (received.deleted) {
    const { version, revision } = received;
    const { sid, recordedAt } = last;
    return { sid, lane, version, revision, type: deletionOf(sid), recordedAt, due, event: null };
  }
  const event = built.resources.visible(last.sid)?.event;
  if (event === undefined || event.version <= last.version) return null;
  const { sid, version, revision, type } = event;
  return { sid, lane, version, revision, type, recordedAt: Date.parse(event.recordedAt), due, event };
};

const takeOverHeld = (serving: CacheStore, built: CacheStore, sid: Sid): void => {
  const held = serving.held.of(sid);
  const last = held.at(-1);
  // One that the new cache was proved to have rightly never heard of.
  if (last === undefined || built.resources.get(sid) === null) return;
  const newer = newerThanHeld(built, last);
  const shown = serving.resources.visible(sid);
  if (shown === null) built.resources.hide(sid, null);
  else built.resources.show(shown);
  for (const version of held) built.held.put(version);
  if (newer !== null) built.held.put(newer);
};

/**
 * Gives a cache that was built anew what only the serving one knows: which versions wait, until the same due times, and
 * what is shown meanwhile; and the last good version of those whose newest one cannot be read.
 */
export const takeOver = (serving: CacheStore, built: CacheStore, behind: readonly Sid[]): void => {
  for (const sid of behind) {
    const shown = serving.resources.visible(sid);
    const row = built.resources.get(sid);
    if (shown !== null && (row?.visible?.version ?? 0) < shown.event.version) built.resources.show(shown);
  }
  for (const sid of serving.held.sids()) takeOverHeld(serving, built, sid);
};

import type { ClientEvent, ClientEventType } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';
import type { LoginKey, VisibleChange, VisibleEffect } from './batch-report.ts';
import type { CacheStore } from './cache-store.ts';
import type { VisibleVersion } from './rows.ts';

/** A version on its way to being served; `event` is null for a deletion known by its headers only. */
export interface Candidate {
  readonly sid: Sid;
  readonly version: number;
  readonly revision: number;
  readonly type: ClientEventType;
  readonly recordedAt: number;
  readonly event: ClientEvent | null;
}

const loginsOf = (before: VisibleVersion | null, event: ClientEvent | null): readonly LoginKey[] => {
  const keys: LoginKey[] = [];
  if (before !== null) keys.push({ domain: before.domain, login: before.login });
  if (event !== null) keys.push({ domain: event.domain, login: event.state.login });
  return keys;
};

const effectOf = (before: VisibleVersion | null, deleted: boolean): VisibleEffect => {
  if (deleted) return before === null ? 'none' : 'gone';
  return before === null ? 'appeared' : 'changed';
};

/** Serves a version from now on, in place of what is served under its sid and of older versions that still wait. */
export const makeVisible = (
  store: CacheStore,
  { event, sid, version, revision, type, recordedAt }: Candidate,
  {
    now,
    before,
    live,
  }: { readonly now: number; readonly before: VisibleVersion | null; readonly live: boolean },
): VisibleChange => {
  const deleted = event === null || type === 'ClientDeleted';
  store.held.drop(sid, version);
  if (deleted) store.clients.hide(sid, now);
  else store.clients.show({ event, appliedAt: now });
  return {
    sid,
    version,
    revision,
    type,
    recordedAt,
    effect: effectOf(before, deleted),
    visibleAt: now,
    live,
    logins: loginsOf(before, event),
  };
};

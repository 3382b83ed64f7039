import { isDeletion, kindOfSid } from '@tandem/contracts';
import type { Lane, ResourceEvent } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';
import { revokedBy } from '../model/revocation.ts';
import type { RevocationMode } from '../model/revocation.ts';
import type { LoginKey, Revocation, VisibleChange, VisibleEffect } from './batch-report.ts';
import type { CacheStore } from './cache-store.ts';
import { isClient } from './lookup-name.ts';
import type { ReceivedVersion, VisibleVersion } from './rows.ts';
import { served } from './served.ts';

/** A version on its way to being served; `event` is null for a deletion known by its headers only. */
export interface Candidate {
  readonly sid: Sid;
  readonly version: number;
  readonly revision: number;
  readonly type: string;
  readonly recordedAt: number;
  readonly event: ResourceEvent | null;
}

export interface TakingEffect {
  readonly mode: RevocationMode;
  readonly now: number;
  readonly live: boolean;
}

/** What a version that takes effect now takes from whoever uses the Client as it is served; null if nothing. To be asked before. */
export const revocationBy = (
  store: CacheStore,
  { sid, revision, recordedAt, type, event }: Candidate,
  { mode, now, live }: TakingEffect,
): Revocation | null => {
  const before = served(store, store.resources.visible(sid), mode)?.event ?? null;
  const revoked = revokedBy(before, isDeletion(type) ? null : event);
  if (before === null || revoked.length === 0) return null;
  const logins = isClient(before) ? [{ domain: before.domain, login: before.state.login }] : [];
  return { sid, revoked, revision, recordedAt, at: now, live, logins };
};

const loginsOf = ({ sid, event }: Candidate, before: VisibleVersion | null): readonly LoginKey[] => {
  if (kindOfSid(sid) !== 'Client') return [];
  const keys: LoginKey[] = [];
  if (before !== null) keys.push({ domain: before.domain, login: before.name });
  if (event !== null && isClient(event)) keys.push({ domain: event.domain, login: event.state.login });
  return keys;
};

const effectOf = (before: VisibleVersion | null, deleted: boolean): VisibleEffect => {
  if (deleted) return before === null ? 'none' : 'gone';
  return before === null ? 'appeared' : 'changed';
};

/** How a version takes its place. */
export interface Showing {
  readonly now: number;
  /** What was visible of the resource. */
  readonly before: VisibleVersion | null;
  readonly live: boolean;
  /** What the row of a resource is to note that was never met; null if it is there. */
  readonly first: FirstReceived | null;
}

/** What was received of a resource that has no row yet. */
export interface FirstReceived {
  readonly lane: Lane;
  readonly received: ReceivedVersion;
}

const place = (
  store: CacheStore,
  { event, sid, version, type }: Candidate,
  { now, first }: Showing,
): boolean => {
  const deleted = event === null || isDeletion(type);
  if (first !== null && !deleted) {
    store.resources.appear({ event, appliedAt: now }, first.lane, first.received);
    return deleted;
  }
  store.held.drop(sid, version);
  if (deleted) store.resources.hide(sid, now);
  else store.resources.show({ event, appliedAt: now });
  return deleted;
};

/** Serves a version from now on, in place of what is served under its sid and of older versions that still wait. */
export const makeVisible = (store: CacheStore, candidate: Candidate, showing: Showing): VisibleChange => {
  const { sid, version, revision, type, recordedAt } = candidate;
  const { now, before, live } = showing;
  const deleted = place(store, candidate, showing);
  return {
    sid,
    version,
    revision,
    type,
    recordedAt,
    effect: effectOf(before, deleted),
    visibleAt: now,
    live,
    logins: loginsOf(candidate, before),
  };
};

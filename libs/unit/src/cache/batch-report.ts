import type { Lane, Mark, PartitionDigest } from '@tandem/contracts';
import type { StoredRecord } from '@tandem/event-log';
import type { Sid } from '@tandem/kernel';
import type { Revoked } from '../model/revocation.ts';
import type { IgnoredWhy } from '../model/verdict.ts';
import type { ParkedVersion } from './rows.ts';

/** What a version's becoming visible means to those who look its resource up. */
export type VisibleEffect =
  /** Nothing was served before. */
  | 'appeared'
  /** Another version was. */
  | 'changed'
  /** It is served no more. */
  | 'gone'
  /** A deletion of what was never served. */
  | 'none';

/** A version that has just become what the unit serves. */
export interface VisibleChange {
  readonly effect: VisibleEffect;
  readonly sid: Sid;
  readonly version: number;
  readonly revision: number;
  readonly type: string;
  readonly recordedAt: number;
  readonly visibleAt: number;
  /** False when it was read while catching up, so that its age says nothing about propagation. */
  readonly live: boolean;
  /** The logins whose lookups may answer differently now; none for what is no Client. */
  readonly logins: readonly LoginKey[];
}

/** Whoever used a Client, or the Clients of an account, as it was served can do so no more, in whole or in part. */
export interface Revocation {
  readonly sid: Sid;
  readonly revoked: readonly Revoked[];
  readonly revision: number;
  readonly recordedAt: number;
  /** When it took effect here. */
  readonly at: number;
  /** As `VisibleChange.live`. */
  readonly live: boolean;
  /** The logins whose lookups answer differently now. */
  readonly logins: readonly LoginKey[];
}

export interface LoginKey {
  readonly domain: string;
  readonly login: string;
}

/** A record whose headers could not be read. */
export interface UnreadableRecord {
  /** As it lies on the log. */
  readonly record: StoredRecord;
  readonly detail: string;
}

/** A record whose value could not be used. */
export interface PoisonedRecord {
  readonly parked: ParkedVersion;
  /** As it lies on the log. */
  readonly record: StoredRecord;
}

/** A mark that was met. */
export interface MetMark {
  readonly lane: Lane;
  readonly mark: Mark;
  /**
   * - `proved`: what was received is just what the relay had published;
   * - `differs`: it is not, and nothing lay behind the mark, so that no compaction can explain it;
   * - `passed`: nothing follows: it was read while catching up, or more lay behind it, or it is of another log.
   */
  readonly verdict: 'proved' | 'differs' | 'passed';
  /** What was received up to it. */
  readonly own: PartitionDigest;
}

/** What became of the records of a batch. */
export interface BatchReport {
  readonly shown: readonly VisibleChange[];
  readonly revoked: readonly Revocation[];
  readonly held: number;
  readonly ignored: Readonly<Record<IgnoredWhy, number>>;
  /** Of a type that this version does not know. */
  readonly unknownType: number;
  readonly poisoned: readonly PoisonedRecord[];
  readonly unreadable: readonly UnreadableRecord[];
  readonly marks: readonly MetMark[];
}

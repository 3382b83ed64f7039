import type { Lane } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';
import type {
  CacheCounts,
  CacheMeta,
  ResourceRow,
  HeldVersion,
  ParkedVersion,
  PartitionRow,
  ReceivedVersion,
  VisibleResource,
} from './rows.ts';

/** One row per resource ever met and not yet forgotten. */
export interface ResourceTable {
  get(sid: Sid): ResourceRow | null;
  /** Notes the latest version read; what is visible stays. Makes the row if there is none. */
  receive(sid: Sid, lane: Lane, received: ReceivedVersion): void;
  /** Makes the row of a resource that was never met and serves its version: `receive` and `show` in one write. */
  appear(resource: VisibleResource, lane: Lane, received: ReceivedVersion): void;
  /** Serves a version in place of what was served. The row must be there. */
  show(resource: VisibleResource): void;
  /** Serves nothing any more. After a deletion the row stays as a grave since `buriedAt`, else null. */
  hide(sid: Sid, buriedAt: number | null): void;
  /** Forgets graves dug before `at`, at most `limit` of them. @returns how many. */
  forgetGraves(at: number, limit: number): number;
  /** What is served under a sid. */
  visible(sid: Sid): VisibleResource | null;
  /**
   * What is served under a name (`lookupName`). Two sids may have the same one for a while, as their records lie on two
   * partitions: the one created last (`createdRevision`) answers.
   */
  byName(domain: string, name: string): VisibleResource | null;
  /** Resources that are served, by sid, after `after`; for walks in slices. */
  page(after: Sid, limit: number): readonly ResourceRow[];
  /** The same of all that were received, graves and those that wait too. */
  received(after: Sid, limit: number): readonly ResourceRow[];
}

/** Versions that wait for their time. */
export interface HeldTable {
  put(held: HeldVersion): void;
  /** Of one resource, in version order. */
  of(sid: Sid): readonly HeldVersion[];
  /** The held creation of what will answer to a name; null if there is none. */
  byName(domain: string, name: string): HeldVersion | null;
  /** Those due at `now`, in order of due time and, of one resource, of version; at most `limit`. */
  due(now: number, limit: number): readonly HeldVersion[];
  /** Removes those of a resource up to a version. @returns how many. */
  drop(sid: Sid, upTo: number): number;
  /** The earliest due time; null if nothing is held. */
  nextDue(): number | null;
  /** The lowest revision held of a lane; null if none is. */
  lowestRevision(lane: Lane): number | null;
  /** Lets versions of a lane through the gate, up to a revision: they keep the due time behind it. @returns how many. */
  openGate(lane: Lane, upTo: number): number;
  /** Moves all due times, after the wall clock has jumped. */
  shift(ms: number): void;
  /** The sids that have any, in no order. */
  sids(): readonly Sid[];
  count(): number;
}

/** Versions that cannot be read, the latest of each resource. */
export interface ParkedTable {
  put(parked: ParkedVersion): void;
  get(sid: Sid): ParkedVersion | null;
  /** Whether there was one. */
  drop(sid: Sid): boolean;
  all(limit: number): readonly ParkedVersion[];
  count(): number;
}

export interface PartitionTable {
  get(topic: string, partition: number): PartitionRow | null;
  save(row: PartitionRow): void;
  /** Of one topic, in order. */
  all(topic: string): readonly PartitionRow[];
}

/**
 * The tables of a unit cache. Everything is synchronous, so that nothing can come between the steps of a transaction.
 * Any call may throw `STORAGE_FULL` (nothing has changed; the same may succeed later) or `CACHE_CORRUPT` (the store is
 * of no more use).
 */
export interface CacheStore {
  readonly resources: ResourceTable;
  readonly held: HeldTable;
  readonly parked: ParkedTable;
  readonly partitions: PartitionTable;
  meta(): CacheMeta;
  saveMeta(change: Partial<CacheMeta>): void;
  /** Counts all rows: too slow to ask for often. */
  counts(): CacheCounts;
  /** Bytes on disk. */
  bytes(): number;
  /** Runs `work` whole or, if it throws, not at all. Not nested; `work` must not wait. */
  transaction<T>(work: () => T): T;
  /** Idempotent. */
  close(): void;
}

import type { Lane, PartitionDigest, ResourceEvent } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';

/** The latest version of a resource that was read, whether it is visible, held or parked: what the digest counts. */
export interface ReceivedVersion {
  readonly version: number;
  readonly eventId: string;
  readonly revision: number;
  readonly deleted: boolean;
}

/** What identifies the version that is served. */
export interface VisibleVersion {
  readonly version: number;
  readonly revision: number;
  readonly domain: string;
  /** What it is looked up by (`lookupName`). */
  readonly name: string;
}

/** All that a cache keeps of one resource, but for the event itself. */
export interface ResourceRow {
  readonly sid: Sid;
  /** Where its events lie. */
  readonly lane: Lane;
  readonly received: ReceivedVersion;
  /** null before its first version is visible and after its deletion is: then the row is its grave. */
  readonly visible: VisibleVersion | null;
}

/** A version that is served, whole. */
export interface VisibleResource<E extends ResourceEvent = ResourceEvent> {
  readonly event: E;
  /** When it became visible on this unit; milliseconds since the Unix epoch, as all times of the cache. */
  readonly appliedAt: number;
}

/** A version that waits for its time. */
export interface HeldVersion {
  readonly sid: Sid;
  readonly lane: Lane;
  readonly version: number;
  readonly revision: number;
  readonly type: string;
  readonly recordedAt: number;
  /** Drawn once; never before the due time of an earlier version of this resource. */
  readonly due: number;
  /** null for a deletion that is known by its headers only (tombstone). */
  readonly event: ResourceEvent | null;
}

/** A version that cannot be read. Its resource is served as it was before. */
export interface ParkedVersion {
  readonly sid: Sid;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly version: number;
  readonly revision: number;
  readonly type: string;
  /** Kind of problem, as `DecodeProblem` has it. */
  readonly problem: string;
  readonly detail: string;
  readonly at: number;
}

/** How far a partition was read, and what was received from it. */
export interface PartitionRow {
  readonly topic: string;
  readonly partition: number;
  /** The next offset to read. */
  readonly offset: number;
  /** The highest journal revision read. */
  readonly received: number;
  readonly digest: PartitionDigest;
  /** Records skipped because their headers cannot be read; 0 again once a mark proves that nothing was missed. */
  readonly unreadable: number;
  /** Revision of the last mark whose count and digest were those of what was received; 0 before there was one. */
  readonly proved: number;
  /** The generation of that mark. */
  readonly provedIn: string | null;
}

/** What a cache knows of itself. */
export interface CacheMeta {
  /** The generation of the log that it was filled from; null until one was seen. */
  readonly generation: string | null;
  /** Whether it once held everything that the log had: what it then serves is a whole state, if an old one. */
  readonly complete: boolean;
  /** Why it is to be replaced by one built anew; null when it is not. */
  readonly rebuild: string | null;
  /** Partitions of each topic of resources; null until the log was asked. */
  readonly partitions: number | null;
  /** The latest wall-clock time at which it was written. */
  readonly clock: number;
}

export const NEW_CACHE: CacheMeta = {
  generation: null,
  complete: false,
  rebuild: null,
  partitions: null,
  clock: 0,
};

export interface CacheCounts {
  /** Clients that are served. */
  readonly clients: number;
  readonly held: number;
  readonly parked: number;
  /** Deleted resources that are remembered, so that they cannot return. */
  readonly graves: number;
}

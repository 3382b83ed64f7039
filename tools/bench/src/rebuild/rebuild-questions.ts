import type { LogPlace } from '../system/log-place.ts';

export interface RebuildPlace {
  /** Of the unit's cache. */
  readonly dir: string;
  readonly log: LogPlace;
}

/** What building a cache cost. */
export interface Built {
  readonly seconds: number;
  /** CPU seconds of the whole process, its threads included. */
  readonly cpuSeconds: number;
  /** The longest that the event loop did nothing else, milliseconds. */
  readonly longestPauseMs: number;
}

export interface FirstBuild extends Built {
  /** Of the cache's files. */
  readonly bytes: number;
  /** By how much the JavaScript heap and what hangs on it has grown, after garbage collection. */
  readonly heapBytes: number;
  /** By how much the process has grown. */
  readonly residentBytes: number;
}

/** A cache built anew while the old one serves. */
export interface Rebuilt extends Built {
  /** Lookups of Clients meanwhile, and how many found none. */
  readonly lookups: number;
  readonly unserved: number;
}

export interface LookupPlan {
  /** Clients 0 to `clients` − 1 are on the log. */
  readonly clients: number;
  /** Distinct logins that are looked up for the first time. */
  readonly cold: number;
  /** Of those, as many are then looked up again and again. */
  readonly hot: number;
  readonly hotRounds: number;
}

/** All per CPU second. */
export interface Lookups {
  readonly coldPerSecond: number;
  readonly hotPerSecond: number;
  readonly unknownPerSecond: number;
  /** Heap bytes for each entry that the directory keeps at hand. */
  readonly bytesAtHand: number;
}

export type RebuildQuestions = {
  /** Starts a unit without cache; answers when it is READY. */
  readonly build: (place: RebuildPlace) => Promise<FirstBuild>;
  readonly lookUp: (plan: LookupPlan) => Lookups;
  /** Builds the cache anew beside the one that serves; answers when it serves. */
  readonly rebuild: (clients: number) => Promise<Rebuilt>;
};

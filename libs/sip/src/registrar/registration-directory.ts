import type { Sid } from '@tandem/kernel';
import type { RemovalReason } from './binding.ts';

/** One record of the registrations topic, as read back from the log. */
export interface RemoteRegistration {
  readonly sid: Sid;
  readonly key: string;
  /** Who wrote it: the unit, the random id of its run, and that run's number of the event. */
  readonly unit: string;
  readonly incarnation: string;
  readonly seq: number;
  /** Set on a tombstone: why the binding ended. */
  readonly gone?: RemovalReason | undefined;
}

/** What a record means for this unit. */
export type DirectoryVerdict =
  /** Another unit holds the phone now: forget our copy, tell no one. */
  | 'superseded'
  /** It was unregistered for the whole cluster. */
  | 'ended'
  /** Another unit's copy ended; if we hold the phone, the cluster must hear it again. */
  | 'orphaned'
  /** An earlier run of this unit wrote it: what stood before it on the log, read anew since, did not last. */
  | 'regained'
  /** Nothing to do. */
  | 'noted';

export interface DirectoryOptions {
  readonly unit: string;
  readonly incarnation: string;
}

interface Pending {
  readonly seq: number;
  readonly until: number;
}

/** How long we trust that a record of ours is still on its way, and so later on the log than what we read. */
const PENDING_MS = 60_000;
const FOR_ALL: readonly RemovalReason[] = ['unregistered', 'revoked'];

/**
 * Which other unit to ask for a phone. The last record on the log wins: while a record of ours has not come back, what
 * others wrote stands before it and does not count.
 */
export class RegistrationDirectory {
  readonly #options: DirectoryOptions;
  readonly #elsewhere = new Map<Sid, Map<string, string>>();
  readonly #pending = new Map<string, Pending>();

  constructor(options: DirectoryOptions) {
    this.#options = options;
  }

  /** Bindings known to be held by other units. */
  get size(): number {
    let size = 0;
    for (const keys of this.#elsewhere.values()) size += keys.size;
    return size;
  }

  /** The units that hold bindings of this Client, by key; not this one. */
  elsewhere(sid: Sid): ReadonlyMap<string, string> {
    return this.#elsewhere.get(sid) ?? new Map<string, string>();
  }

  isElsewhere(sid: Sid, key: string): boolean {
    return this.#elsewhere.get(sid)?.has(key) ?? false;
  }

  /** A record of ours is about to be written. */
  announce(sid: Sid, key: string, seq: number, now: number): void {
    this.#pending.set(`${sid}/${key}`, { seq, until: now + PENDING_MS });
    this.#forget(sid, key);
  }

  /** A record was read from the log, by whomever it was written. */
  apply(record: RemoteRegistration, now: number): DirectoryVerdict {
    const { sid, key, unit, incarnation } = record;
    const name = `${sid}/${key}`;
    const pending = this.#pending.get(name);
    if (unit === this.#options.unit && incarnation === this.#options.incarnation) {
      if (pending !== undefined && pending.seq <= record.seq) this.#pending.delete(name);
      return 'noted';
    }
    if (pending !== undefined && now < pending.until) return 'noted';
    this.#pending.delete(name);
    if (unit === this.#options.unit) {
      this.#forget(sid, key);
      return record.gone === undefined ? 'regained' : 'noted';
    }
    if (record.gone !== undefined) {
      this.#forget(sid, key);
      return FOR_ALL.includes(record.gone) ? 'ended' : 'orphaned';
    }
    this.#remember(sid, key, unit);
    return 'superseded';
  }

  #remember(sid: Sid, key: string, unit: string): void {
    const keys = this.#elsewhere.get(sid);
    if (keys === undefined) this.#elsewhere.set(sid, new Map([[key, unit]]));
    else keys.set(key, unit);
  }

  #forget(sid: Sid, key: string): void {
    const keys = this.#elsewhere.get(sid);
    if (keys?.delete(key) === true && keys.size === 0) this.#elsewhere.delete(sid);
  }
}

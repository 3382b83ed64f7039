import type { Sid } from '@tandem/kernel';
import type { ParkedVersion } from '../cache/rows.ts';
import type { ActiveCache } from './active-cache.ts';
import type { Listeners } from './listeners.ts';

/** The versions that this unit could not read, for operators. */
export class Parking {
  readonly #active: ActiveCache;
  readonly #listeners: Listeners;

  constructor(active: ActiveCache, listeners: Listeners) {
    this.#active = active;
    this.#listeners = listeners;
  }

  /** The first so many by sid. Throws `CACHE_CORRUPT`. */
  list(limit: number): readonly ParkedVersion[] {
    return this.#active.cache.store.parked.all(limit);
  }

  /** Has the version of a Client that could not be read read again, from the log. @returns false if there is none */
  retry(sid: Sid): boolean {
    if (!this.#active.cache.rewindToParked(sid)) return false;
    this.#listeners.reconnect(`the parked version of ${sid} is read again`);
    return true;
  }
}

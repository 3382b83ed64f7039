import type { Sid } from '@tandem/kernel';
import type { ResourceRow } from '../cache/rows.ts';
import type { ActiveCache } from './active-cache.ts';

/** One resource as a unit has it, for comparison with where it came from. */
export interface InventoryEntry {
  readonly sid: Sid;
  /** The latest version received. */
  readonly version: number;
  readonly eventId: string;
  readonly deleted: boolean;
  /** The version that is served; null if none is. */
  readonly visible: number | null;
  /** Why another version is served than was received: it waits for its time or cannot be read. */
  readonly waits: boolean;
}

/** Everything that a unit has received, page by page. */
export class Inventory {
  readonly #active: ActiveCache;

  constructor(active: ActiveCache) {
    this.#active = active;
  }

  /** The resources behind a sid, by sid; an empty text begins. Throws `CACHE_CORRUPT`. */
  page(after: Sid, limit: number): readonly InventoryEntry[] {
    return this.#active.cache.store.resources.received(after, limit).map((row) => this.#entry(row));
  }

  #entry({ sid, received, visible }: ResourceRow): InventoryEntry {
    const { version, eventId, deleted } = received;
    const served = visible?.version ?? null;
    const asReceived = deleted ? served === null : served === version;
    return { sid, version, eventId, deleted, visible: served, waits: !asReceived && this.#waits(sid) };
  }

  #waits(sid: Sid): boolean {
    const { held, parked } = this.#active.cache.store;
    return held.of(sid).length > 0 || parked.get(sid) !== null;
  }
}

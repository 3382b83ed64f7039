import type { RelayCheckpoint } from '@tandem/contracts';
import type { RebuildReason } from '../rebuild/rebuilder.ts';
import type { ActiveCache } from './active-cache.ts';
import type { CatchUp } from './catch-up.ts';

export interface LogIdentityOptions {
  readonly active: ActiveCache;
  readonly catchUp: CatchUp;
  readonly rebuild: (reason: RebuildReason) => void;
}

/** Which log this is, and whether the cache was filled from it: another one means to build the cache anew. */
export class LogIdentity {
  readonly #options: LogIdentityOptions;

  constructor(options: LogIdentityOptions) {
    this.#options = options;
  }

  /** How many partitions `tandem.clients` has. */
  partitions(count: number): void {
    const { active, catchUp, rebuild } = this.#options;
    const { store } = active.cache;
    const known = store.meta().partitions;
    catchUp.expect(count);
    if (known !== count) store.saveMeta({ partitions: count });
    if (known !== null && known !== count) rebuild('partition count');
  }

  checkpoint({ generation }: RelayCheckpoint): void {
    const { active, rebuild } = this.#options;
    const { store } = active.cache;
    const known = store.meta().generation;
    if (known === null) store.saveMeta({ generation });
    else if (known !== generation) rebuild('log generation');
  }
}

import { systemRandom, TandemError } from '@tandem/kernel';
import type { Random } from '@tandem/kernel';
import type { Revocation, VisibleChange } from '../cache/batch-report.ts';
import type { CacheFiles } from '../cache/cache-files.ts';
import type { CacheStore } from '../cache/cache-store.ts';
import { UnitCache } from '../cache/unit-cache.ts';
import type { PropagationModel } from '../model/propagation-model.ts';
import type { RevocationMode } from '../model/revocation.ts';

export interface ActiveCacheOptions {
  readonly files: CacheFiles;
  readonly model: PropagationModel;
  readonly random?: Random;
  readonly revocation: RevocationMode;
  /** Whether ordinary changes wait for the canaries. */
  readonly gated?: boolean;
  readonly onRevoked: (revocations: readonly Revocation[]) => void;
  readonly onVisible: (changes: readonly VisibleChange[]) => void;
}

/** The cache that a unit serves from, which another one may replace. */
export class ActiveCache {
  readonly #options: ActiveCacheOptions;
  #model: PropagationModel;
  #cache: UnitCache | undefined;

  constructor(options: ActiveCacheOptions) {
    this.#options = options;
    this.#model = options.model;
  }

  get model(): PropagationModel {
    return this.#model;
  }

  /** Throws `CLOSED` before `open` and after `close`. */
  get cache(): UnitCache {
    if (this.#cache === undefined) throw new TandemError('CLOSED', 'the unit cache is not open');
    return this.#cache;
  }

  get isOpen(): boolean {
    return this.#cache !== undefined;
  }

  /** @returns why the file that was there could not be used; null if it could, or there was none. */
  open(): string | null {
    const { store, discarded } = this.#options.files.open();
    this.#cache = this.#serving(store);
    return discarded;
  }

  /** A cache over another store that is told to nobody. */
  quiet(store: CacheStore): UnitCache {
    const { random = systemRandom, revocation } = this.#options;
    return new UnitCache({ store, model: this.#model, revocation, random });
  }

  /** Serves from a store that was built beside the present one. Throws when it cannot; then the old one serves on. */
  replace(built: CacheStore): void {
    const promoted = this.#options.files.promote(built, this.cache.store);
    this.#cache = this.#serving(promoted.store);
    if (promoted.failure !== null) {
      throw new TandemError('CACHE_CORRUPT', `the new unit cache could not take over: ${promoted.failure}`);
    }
  }

  changeModel(model: PropagationModel): void {
    this.#model = model;
    this.#cache?.changeModel(model);
  }

  close(): void {
    this.#cache?.store.close();
    this.#cache = undefined;
  }

  #serving(store: CacheStore): UnitCache {
    const { random = systemRandom, revocation, gated = false, onRevoked, onVisible } = this.#options;
    return new UnitCache({ store, model: this.#model, revocation, gated, random, onRevoked, onVisible });
  }
}

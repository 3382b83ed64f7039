import { isTandemError, messageOf } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import type { RebuildReason } from '../rebuild/rebuilder.ts';
import type { UnitLife } from './unit-life.ts';

export interface CacheTroubleOptions {
  readonly logger: Logger;
  readonly life: UnitLife;
  readonly rebuild: (reason: RebuildReason) => void;
}

/** What follows from failures of the cache's store, and from its working again. */
export class CacheTrouble {
  readonly #options: CacheTroubleOptions;
  #failing: string | null = null;

  constructor(options: CacheTroubleOptions) {
    this.#options = options;
  }

  failed(error: unknown): void {
    if (isTandemError(error, 'CLOSED')) return;
    const { logger, life, rebuild } = this.#options;
    if (isTandemError(error, 'CACHE_CORRUPT')) rebuild('cache corrupt');
    if (isTandemError(error, 'STORAGE_FULL')) life.set('STORAGE_FULL', true);
    const message = messageOf(error);
    // What fails is tried again and again: one line says it as well as a thousand.
    if (message !== this.#failing) logger.error('The unit cache failed', { error: message });
    this.#failing = message;
  }

  worked(): void {
    this.#failing = null;
    this.#options.life.set('STORAGE_FULL', false);
  }
}

import type { Clock } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import type { CacheMeta } from '../cache/rows.ts';
import type { ActiveCache } from './active-cache.ts';

/** Opens the cache as the run before left it, or a new one, saying why. @returns what it knows of itself */
export const openCache = (active: ActiveCache, logger: Logger, clock: Clock): CacheMeta => {
  const discarded = active.open();
  if (discarded !== null) {
    logger.error('The unit cache cannot be used and is built anew from the log', {
      code: 'CACHE_CORRUPT',
      why: discarded,
    });
  }
  const meta = active.cache.store.meta();
  active.cache.followClock(meta.clock, clock.now());
  return meta;
};

import { systemRandom } from '@tandem/kernel';
import { ActiveCache } from './active-cache.ts';
import type { ActiveCacheOptions } from './active-cache.ts';
import { gateMs } from './unit-options.ts';
import type { UnitRuntimeOptions } from './unit-options.ts';

/** The cache that a unit of these options serves from. */
export const activeCacheOf = (
  options: UnitRuntimeOptions,
  told: Pick<ActiveCacheOptions, 'onRevoked' | 'onVisible'>,
): ActiveCache => {
  const { files, model, random = systemRandom, revocation = 'immediate' } = options;
  return new ActiveCache({ files, model, random, revocation, gated: gateMs(options) !== null, ...told });
};

import { observe } from '@tandem/telemetry';
import type { ActiveCache } from './active-cache.ts';
import type { UnitLabels } from './report-metrics.ts';
import type { UnitLife } from './unit-life.ts';

/** Gauges of a unit. @returns what takes them off again */
export const observeUnit = (
  { unit, kind }: UnitLabels,
  { active, life }: { readonly active: ActiveCache; readonly life: UnitLife },
): readonly (() => void)[] => [
  observe('unitClients', { unit }, () => active.cache.size().clients),
  observe('unitHeld', { unit }, () => active.cache.size().held),
  observe('unitReady', { unit, kind }, () => (life.health().ready ? 1 : 0)),
];

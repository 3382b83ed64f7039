import type { UnitState } from '@tandem/contracts';
import type { Transitions } from '@tandem/kernel';

/** The life of a unit. READY is never left but to end: what goes wrong meanwhile is a condition. */
export const UNIT_TRANSITIONS: Transitions<UnitState> = {
  STARTING: ['CATCHING_UP', 'DRAINING'],
  CATCHING_UP: ['READY', 'DRAINING'],
  READY: ['DRAINING'],
  DRAINING: ['STOPPED'],
  STOPPED: [],
};

import type { Source } from '@tandem/sip';
import type { ManagementApi } from './management-api.ts';
import type { UnitPages } from './unit-pages.ts';

/** A call-processing unit as its surroundings see it. */
export interface PhoneUnit {
  readonly unit: string;
  readonly sip: Source;
  readonly pages: UnitPages;
}

/** A running Tandem, in one process or many. */
export interface Site {
  readonly api: ManagementApi;
  /** cp-1 shows changes at once, cp-2 after up to three seconds. */
  readonly cp1: PhoneUnit;
  readonly cp2: PhoneUnit;
  readonly sms1: UnitPages;
}

/** Longest that cp-2 holds a change back. */
export const CP2_DELAY_MS = 3000;

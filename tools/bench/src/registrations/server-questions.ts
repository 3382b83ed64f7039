import type { LogPlace } from '../system/log-place.ts';
import type { KamailioOptions } from './kamailio-config.ts';

export interface UnitPlace {
  /** Of the unit's files. */
  readonly dir: string;
  readonly log: LogPlace;
}

export type UnitQuestions = {
  /** @returns the port of its SIP listener. */
  readonly start: (place: UnitPlace) => Promise<{ readonly port: number }>;
};

export interface KamailioPlace extends Omit<KamailioOptions, 'port'> {
  /** Of its configuration file. */
  readonly dir: string;
}

export type KamailioQuestions = {
  /** @returns the port of its SIP listener. */
  readonly start: (place: KamailioPlace) => Promise<{ readonly port: number }>;
};

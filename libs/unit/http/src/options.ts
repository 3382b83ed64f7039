import type { IncomingMessage, ServerResponse } from 'node:http';
import type { RegistrationRecord } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import type { UnitRuntime } from '@tandem/unit';

/** What the pages show of a unit, and what they may ask of it. */
export type UnitView = Pick<
  UnitRuntime,
  | 'belief'
  | 'inventory'
  | 'parking'
  | 'routing'
  | 'showing'
  | 'status'
  | 'health'
  | 'bytes'
  | 'rebuild'
  | 'model'
  | 'changeModel'
>;

/** The phones on record, of all units. */
export interface RegistrationSource {
  /** Those of a Client that have not expired at `now`, wall clock, milliseconds. */
  of(sid: Sid, now: number): readonly RegistrationRecord[];
}

export interface UnitHttpOptions {
  readonly unit: UnitView;
  readonly logger: Logger;
  /** Serves `/metrics`. */
  readonly metrics: (request: IncomingMessage, response: ServerResponse) => void;
  /** Opens the pages to callers that are not on loopback; undefined = to nobody else. */
  readonly operatorToken: string | undefined;
  /** Absent on units that hold no phones. */
  readonly registrations?: RegistrationSource | undefined;
}

/** Under which Nest injects `UnitHttpOptions`. */
export const UNIT_HTTP = Symbol('tandem.unit-http');

import type { KeyRing, UnitCondition, UnitGroup, UnitKind, UnitState } from '@tandem/contracts';
import { RESOURCE_TOPICS, TOPICS } from '@tandem/contracts';
import type { EventLog } from '@tandem/event-log';
import type { Clock, Random, TandemError } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import type { Revocation, VisibleChange } from '../cache/batch-report.ts';
import type { CacheFiles } from '../cache/cache-files.ts';
import type { PropagationModel } from '../model/propagation-model.ts';
import type { RevocationMode } from '../model/revocation.ts';

/**
 * What a unit reads: the resources; from the relay which log this is; and the units' reports, to find out whether another
 * process has its id.
 */
export const UNIT_TOPICS: readonly string[] = [...RESOURCE_TOPICS, TOPICS.relay.name, TOPICS.unitStatus.name];

/** How often a unit forgets what it need not remember, milliseconds. */
export const UPKEEP_MS = 60 * 60 * 1000;

/** Heartbeats after its start at which a unit knows its own records from those that the run before has left. */
export const SETTLE_BEATS = 3;

/** Ordinary changes wait on main units until the canaries have been well with them for a while. */
export interface Rollout {
  readonly healthyMs: number;
}

export interface UnitRuntimeOptions {
  /** The unit's id: a name that no other unit has, kept over restarts. */
  readonly unit: string;
  readonly kind: UnitKind;
  readonly model: PropagationModel;
  /** Default `immediate`. */
  readonly revocation?: RevocationMode;
  /** With a staged roll-out, whether it gets changes before the others; default `main`. */
  readonly group?: UnitGroup;
  /** Default: every unit gets a change when its model says so. */
  readonly rollout?: Rollout;
  readonly files: CacheFiles;
  readonly eventLog: Pick<EventLog, 'partitions' | 'subscribe' | 'openWriter'>;
  readonly keys: KeyRing;
  readonly logger: Logger;
  readonly clock?: Clock;
  readonly random?: Random;
  /** Between two reports on `tandem.unit-status`, milliseconds; default 2000. */
  readonly heartbeatMs?: number;
  /** How long a partition may be without a mark before the unit is STALLED, milliseconds; default 10,000. */
  readonly markSilenceMs?: number;
  /** How long a unit with a whole, older state tries to catch up before it is READY as STALE; default 10,000. */
  readonly staleAfterMs?: number;
  /** Told that the unit must not go on (`UNIT_ID_IN_USE`); it drains by then: stop it. Must not throw. */
  readonly onFatal?: (error: TandemError) => void;
}

/** Bounds and beats, milliseconds. */
export type UnitTimes = Required<Pick<UnitRuntimeOptions, 'heartbeatMs' | 'markSilenceMs' | 'staleAfterMs'>>;

export const timesOf = ({ heartbeatMs, markSilenceMs, staleAfterMs }: UnitRuntimeOptions): UnitTimes => ({
  heartbeatMs: heartbeatMs ?? 2000,
  markSilenceMs: markSilenceMs ?? 10_000,
  staleAfterMs: staleAfterMs ?? 10_000,
});

/** How long canaries must be well with a change before this unit shows it, milliseconds; null: it does not wait for them. */
export const gateMs = ({ group, rollout }: Pick<UnitRuntimeOptions, 'group' | 'rollout'>): number | null =>
  group === 'canary' ? null : (rollout?.healthyMs ?? null);

/** What others are told about a unit's Clients. Must not throw. */
export interface UnitListener {
  /** After each commit: what became visible. */
  visible?(changes: readonly VisibleChange[]): void;
  /** After each commit: who can use a Client no more as before. Lookups answer so by then. */
  revoked?(revocations: readonly Revocation[]): void;
  /** Another cache took over: anything may have changed. */
  replaced?(): void;
  /** Whoever feeds the unit from the log should begin anew, at the unit's own positions. */
  reconnect?(why: string): void;
}

/** A unit's condition in short, for probes. */
export interface UnitHealth {
  readonly state: UnitState;
  readonly conditions: readonly UnitCondition[];
  /** It takes work: READY. With the condition STALE or STALLED it does so on its last good state. */
  readonly ready: boolean;
  /** It can answer who a Client is; before READY only from a whole, older state. */
  readonly serving: boolean;
}

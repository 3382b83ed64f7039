/** What a unit does with its life (design §2c). */
export type UnitState = 'STARTING' | 'CATCHING_UP' | 'READY' | 'DRAINING' | 'STOPPED';

/** What is wrong while it lives; several may hold. */
export type UnitCondition = 'STALLED' | 'DIVERGED' | 'STALE';

export type UnitKind = 'call-processing' | 'sms-worker';

/** Per partition of `tandem.clients`, as journal revisions. */
export interface UnitPartitionStatus {
  readonly partition: number;
  /** Next offset that the unit will read. */
  readonly offset: number;
  readonly received: number;
  readonly visible: number;
}

/** Value on `tandem.unit-status`, key = unit id; written every heartbeat and on each change of state. */
export interface UnitStatus {
  readonly unit: string;
  readonly kind: UnitKind;
  /** Random per process start: two at once under one unit id are a fault. */
  readonly incarnation: string;
  readonly seq: number;
  readonly state: UnitState;
  readonly conditions: readonly UnitCondition[];
  readonly generation: string | null;
  readonly model: string;
  readonly clients: number;
  readonly held: number;
  readonly partitions: readonly UnitPartitionStatus[];
  /** ISO 8601, UTC. */
  readonly at: string;
}

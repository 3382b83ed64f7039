import type { Sid } from '@tandem/kernel';
import { laneOf } from './lane.ts';
import type { Lane } from './lane.ts';
import { kindOfTopic } from './resource.ts';
import { TOPICS } from './topics.ts';

/** What a unit does with its life (design §2c). */
export type UnitState = 'STARTING' | 'CATCHING_UP' | 'READY' | 'DRAINING' | 'STOPPED';

/**
 * What is wrong while it lives; several may hold.
 * - `STALLED` it does not read all partitions of the log;
 * - `STALE` it serves its last good state without having reached the log's end since its start;
 * - `DIVERGED` what it received is not what the relay published;
 * - `UNPROVED` it met records whose headers cannot be read, so it cannot know what it misses;
 * - `REBUILDING` it builds a new cache beside the one that it serves from;
 * - `STORAGE_FULL` it cannot write its cache; it serves what it has and goes on reading when there is room;
 * - `ROLLOUT_HALTED` it holds changes back, as no canary says that it is well with them.
 */
export type UnitCondition =
  'STALLED' | 'DIVERGED' | 'STALE' | 'UNPROVED' | 'REBUILDING' | 'STORAGE_FULL' | 'ROLLOUT_HALTED';

/** With a staged roll-out, who gets a change first. */
export type UnitGroup = 'canary' | 'main';

export type UnitKind = 'call-processing' | 'sms-worker';

/** Per partition of the topics of resources, as journal revisions. */
export interface UnitPartitionStatus {
  /** Absent: `tandem.clients`, as units say that know no other. */
  readonly topic?: string;
  readonly partition: number;
  /** Next offset that the unit will read. */
  readonly offset: number;
  readonly received: number;
  /** The last mark whose count and digest are those of what was received; 0 before there is one. */
  readonly proved: number;
  readonly visible: number;
}

/** Value on `tandem.unit-status`, key = unit id; written every heartbeat and on each change of state. */
export interface UnitStatus {
  readonly unit: string;
  readonly kind: UnitKind;
  readonly group: UnitGroup;
  /** Random per process start: two at once under one unit id are a fault. */
  readonly incarnation: string;
  readonly seq: number;
  readonly state: UnitState;
  readonly conditions: readonly UnitCondition[];
  readonly generation: string | null;
  readonly model: string;
  /** How long after its recording a change is visible at the latest, by the model (`lognormal`: in 99 of 100 cases). */
  readonly expectedDelayMs: number;
  /**
   * `immediate`: a deletion, a disabling or a new password takes effect as soon as it is received, whatever the model
   * holds; `modelled`: with the delay of any other change.
   */
  readonly revocation: 'immediate' | 'modelled';
  readonly clients: number;
  readonly held: number;
  /** Clients of which a later version came that cannot be read; their last good version is served. */
  readonly parked: number;
  /** The first hundred of them, by sid. */
  readonly parkedSids: readonly Sid[];
  readonly partitions: readonly UnitPartitionStatus[];
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** The lane that a unit reports of; null for a topic that this version does not know. */
export const laneOfStatus = ({ topic = TOPICS.clients.name, partition }: UnitPartitionStatus): Lane | null =>
  kindOfTopic(topic) === undefined ? null : laneOf(topic, partition);

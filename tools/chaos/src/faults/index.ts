import type { Fault } from './fault.ts';
import { corruptRecords, logRecreated, repeatedRecords } from './log-faults.ts';
import { clockJump, killLeader, killProvisioning, killUnit, pausedLeader } from './process-faults.ts';
import {
  brokerFrozen,
  brokerKilled,
  brokerSlow,
  brokerStopped,
  connectionsCut,
  lostResponse,
  mongoKilled,
} from './server-faults.ts';
import { backlog, diskFull } from './unit-faults.ts';

export type { Fault, Victim } from './fault.ts';

/** Every fault, in the order in which they are injected alone: what writes most comes while the journal is small. */
export const FAULTS: readonly Fault[] = [
  backlog,
  killUnit,
  killProvisioning,
  killLeader,
  pausedLeader,
  lostResponse,
  connectionsCut,
  brokerSlow,
  brokerFrozen,
  brokerStopped,
  brokerKilled,
  mongoKilled,
  repeatedRecords,
  corruptRecords,
  clockJump,
  diskFull,
  logRecreated,
];

import { setTimeout as pause } from 'node:timers/promises';
import type { Fault, Victim } from '../faults/index.ts';
import { checkHistory } from '../history/check-history.ts';
import type { Violation } from '../history/violation.ts';
import { Workload } from '../workload/workload.ts';
import type { Recorded } from '../workload/workload.ts';
import { audited, finalClients, recovered } from './recovery.ts';
import { targetOf } from './target-of.ts';

export interface FaultReport {
  readonly faults: readonly string[];
  /** Acknowledged writes, and requests without an answer. */
  readonly acknowledged: number;
  readonly unanswered: number;
  readonly observations: number;
  /** From the end of the fault and of the load until everything was well, milliseconds. */
  readonly recoveredMs: number;
  readonly violations: readonly Violation[];
  readonly recorded: Recorded;
}

const BEFORE_MS = 1000;
const AFTER_MS = 1000;

/** Injects faults side by side under load, lets everything recover, and judges what was recorded. */
export const runFaults = async (
  victim: Victim,
  faults: readonly Fault[],
  name: string,
): Promise<FaultReport> => {
  const { stack, random } = victim;
  const workload = new Workload(targetOf(stack), random, name);
  let recorded: Recorded;
  try {
    await pause(BEFORE_MS);
    await Promise.all(faults.map((fault) => fault.inject(victim)));
    await pause(AFTER_MS);
  } finally {
    recorded = await workload.stop();
  }
  const recoveredMs = await recovered(stack);
  const { events, logins, undecided, acknowledged, unanswered } = recorded;
  const clients = await finalClients(stack, logins);
  const violations = [...checkHistory(events, { clients, undecided }), ...(await audited(stack))];
  return {
    faults: faults.map((fault) => fault.name),
    ...{ acknowledged, unanswered, observations: events.length, recoveredMs, violations, recorded },
  };
};

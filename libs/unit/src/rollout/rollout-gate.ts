import { laneOfStatus } from '@tandem/contracts';
import type { Lane, UnitPartitionStatus, UnitStatus } from '@tandem/contracts';

/** Five heartbeats. */
const SILENT_AFTER_MS = 10_000;
/** A canary that was silent for so long was taken out of service. */
const FORGOTTEN_AFTER_MS = 60 * 60 * 1000;

export interface RolloutGateOptions {
  /** How long a canary must be well with a change before main units get it, milliseconds. */
  readonly healthyMs: number;
}

/** What this unit knows of itself. */
export interface OwnFacts {
  readonly generation: string | null;
  /** How many Clients it has parked: what no unit can read is no canary's fault. */
  readonly parked: number;
}

/** A height that a canary has reached and when, by this unit's monotonic clock. */
interface Step {
  readonly revision: number;
  readonly at: number;
}

interface Canary {
  status: UnitStatus;
  heardAt: number;
  /** Since when it has reported nothing wrong; null while it does. */
  wellSince: number | null;
  readonly steps: Map<Lane, Step[]>;
  readonly passed: Map<Lane, number>;
}

const complaintOf = ({ state, conditions, parked, generation }: UnitStatus, own: OwnFacts): string | null => {
  if (state !== 'READY') return `is ${state}`;
  if (conditions.length > 0) return `reports ${conditions.join(', ')}`;
  if (parked > own.parked) return `cannot read changes of ${parked} Clients`;
  return generation === own.generation ? null : 'follows another log';
};

const climb = (canary: Canary, status: UnitPartitionStatus, at: number): void => {
  const { visible } = status;
  const lane = laneOfStatus(status);
  if (lane === null) return;
  const steps = canary.steps.get(lane) ?? [];
  const last = steps.at(-1)?.revision ?? canary.passed.get(lane) ?? 0;
  if (visible > last) canary.steps.set(lane, [...steps, { revision: visible, at }]);
};

/**
 * How far main units may go in a staged roll-out: to what every canary has shown for a while without reporting anything
 * wrong. Pure but for what it remembers of reports; times are milliseconds of one monotonic clock.
 */
export class RolloutGate {
  readonly #options: RolloutGateOptions;
  readonly #canaries = new Map<string, Canary>();

  constructor(options: RolloutGateOptions) {
    this.#options = options;
  }

  /** @param at when the report was written */
  hear(status: UnitStatus, at: number, own: OwnFacts): void {
    if (status.group !== 'canary' || status.state === 'STOPPED') {
      this.#canaries.delete(status.unit);
      return;
    }
    const known = this.#canaries.get(status.unit);
    const canary = known ?? { status, heardAt: at, wellSince: null, steps: new Map(), passed: new Map() };
    this.#canaries.set(status.unit, canary);
    const wasSilent = at - canary.heardAt > SILENT_AFTER_MS;
    canary.status = status;
    canary.heardAt = at;
    const well = complaintOf(status, own) === null;
    if (!well) canary.wellSince = null;
    else if (canary.wellSince === null || wasSilent) canary.wellSince = at;
    for (const partition of status.partitions) climb(canary, partition, at);
  }

  /** Up to which revision a lane may be shown at `now`; 0 without a canary. */
  passed(lane: Lane, now: number): number {
    this.#forget(now);
    const heights = [...this.#canaries.values()].map((canary) => this.#passedBy(canary, lane, now));
    return heights.length === 0 ? 0 : Math.min(...heights);
  }

  /** Why nothing goes on at `now`; null if it does. */
  halted(now: number, own: OwnFacts): string | null {
    this.#forget(now);
    if (this.#canaries.size === 0) return 'no canary was heard of';
    for (const [unit, { status, heardAt }] of this.#canaries) {
      if (now - heardAt > SILENT_AFTER_MS) return `the canary ${unit} is silent`;
      const complaint = complaintOf(status, own);
      if (complaint !== null) return `the canary ${unit} ${complaint}`;
    }
    return null;
  }

  /** What was shown stays passed, whatever happens to a canary later. */
  #passedBy(canary: Canary, lane: Lane, now: number): number {
    const { wellSince, heardAt, passed } = canary;
    const { healthyMs } = this.#options;
    const before = passed.get(lane) ?? 0;
    if (wellSince === null || now - heardAt > SILENT_AFTER_MS || now - wellSince < healthyMs) return before;
    const steps = canary.steps.get(lane) ?? [];
    const waiting = steps.findIndex(({ at }) => now - at < healthyMs);
    const done = waiting === -1 ? steps : steps.slice(0, waiting);
    canary.steps.set(lane, steps.slice(done.length));
    const height = done.at(-1)?.revision ?? before;
    passed.set(lane, height);
    return height;
  }

  #forget(now: number): void {
    for (const [unit, { heardAt }] of this.#canaries) {
      if (now - heardAt > FORGOTTEN_AFTER_MS) this.#canaries.delete(unit);
    }
  }
}

import { unitStatusCodec } from '@tandem/contracts';
import type { Lane, UnitCondition } from '@tandem/contracts';
import type { LogBatch } from '@tandem/event-log';
import type { Clock } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import type { UnitCache } from '../cache/unit-cache.ts';
import { RolloutGate } from './rollout-gate.ts';
import type { OwnFacts } from './rollout-gate.ts';

export interface RolloutWatchOptions {
  readonly unit: string;
  /** null: changes do not wait for canaries here. */
  readonly healthyMs: number | null;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly cache: () => UnitCache;
  /** Versions were let through the gate. */
  readonly opened: () => void;
  readonly set: (condition: UnitCondition, holds: boolean) => void;
  readonly failed: (error: unknown) => void;
}

const TICK_MS = 250;
/** A canary that restarts or catches up for a moment is nobody's alarm. */
const ALARM_AFTER_MS = 5000;
const ALL = Number.MAX_SAFE_INTEGER;

/** Lets what a unit holds back for the canaries through as they are well with it, and raises the alarm when they are not. */
export class RolloutWatch {
  readonly #options: RolloutWatchOptions;
  readonly #gate: RolloutGate | null;
  #timer: NodeJS.Timeout | undefined;
  #haltedSince: number | null = null;

  constructor(options: RolloutWatchOptions) {
    this.#options = options;
    const { healthyMs } = options;
    this.#gate = healthyMs === null ? null : new RolloutGate({ healthyMs });
  }

  /** Without a gate, what one has left behind in an earlier run goes through. */
  start(): void {
    if (this.#gate === null) this.#open(() => ALL);
    else this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  /** What units report. */
  batch({ records }: LogBatch): void {
    if (this.#gate === null) return;
    const { unit, clock } = this.#options;
    const own = this.#own();
    for (const { key, value, timestamp } of records) {
      const decoded = key === unit || value === null ? null : unitStatusCodec.decode(value);
      const age = Math.max(0, clock.now() - timestamp);
      if (decoded?.ok === true) this.#gate.hear(decoded.value, clock.monotonic() - age, own);
    }
  }

  #tick(): void {
    const gate = this.#gate;
    if (gate === null || this.#options.cache().size().held === 0) {
      this.#alarm(null);
      return;
    }
    const now = this.#options.clock.monotonic();
    this.#open((lane) => gate.passed(lane, now));
    this.#alarm(gate.halted(now, this.#own()));
  }

  #open(upTo: (lane: Lane) => number): void {
    const { cache, opened, failed } = this.#options;
    try {
      const counts = cache()
        .partitions()
        .map(({ lane }) => cache().openGate(lane, upTo(lane)));
      if (counts.some((count) => count > 0)) opened();
    } catch (error) {
      failed(error);
    }
  }

  #alarm(why: string | null): void {
    const { clock, logger, set } = this.#options;
    if (why === null) {
      this.#haltedSince = null;
      set('ROLLOUT_HALTED', false);
      return;
    }
    const since = (this.#haltedSince ??= clock.monotonic());
    const due = since + ALARM_AFTER_MS;
    if (clock.monotonic() < due) return;
    if (clock.monotonic() - due < TICK_MS) logger.error('The roll-out is halted: changes wait', { why });
    set('ROLLOUT_HALTED', true);
  }

  #own(): OwnFacts {
    const cache = this.#options.cache();
    return { generation: cache.store.meta().generation, parked: cache.size().parked };
  }
}

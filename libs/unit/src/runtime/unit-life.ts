import type { UnitCondition, UnitState } from '@tandem/contracts';
import { StateMachine } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import { Conditions } from './conditions.ts';
import { UNIT_TRANSITIONS } from './lifecycle.ts';
import type { UnitHealth } from './unit-options.ts';

export interface UnitLifeOptions {
  readonly logger: Logger;
  /** How long an older, whole state is not READY while it tries to catch up. */
  readonly staleAfterMs: number;
  /** The state or a condition is another now. */
  readonly changed: () => void;
}

/**
 * A unit's state and conditions.
 *
 * READY means: it takes work. A unit is READY once it has read all partitions to the end that they had when it
 * started. One that has a whole state from before serves it at once, and is READY, with the condition STALE, when the
 * log cannot be caught up with in time: with provisioning and the log down a restarted unit still takes calls (G4).
 */
export class UnitLife {
  readonly #options: UnitLifeOptions;
  readonly #machine = new StateMachine<UnitState>('unit', UNIT_TRANSITIONS, 'STARTING');
  readonly #conditions: Conditions;
  #complete = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: UnitLifeOptions) {
    this.#options = options;
    this.#conditions = new Conditions((condition, holds) => this.#changed(condition, holds));
  }

  get state(): UnitState {
    return this.#machine.state;
  }

  /** Whether the cache holds a whole state, if an old one. */
  get complete(): boolean {
    return this.#complete;
  }

  /** Whether what it does not know may be on its way. */
  get catchingUp(): boolean {
    return this.state === 'STARTING' || this.state === 'CATCHING_UP';
  }

  get conditions(): readonly UnitCondition[] {
    return this.#conditions.all();
  }

  health(): UnitHealth {
    const { state, conditions } = this;
    return { state, conditions, ready: state === 'READY', serving: this.#complete && state !== 'STOPPED' };
  }

  /** @param complete whether the cache held everything once before */
  catchUp(complete: boolean): void {
    this.#complete = complete;
    this.#to('CATCHING_UP');
    if (!complete) return;
    this.#timer = setTimeout(() => {
      this.#conditions.set('STALE', true);
      this.#to('READY');
    }, this.#options.staleAfterMs);
  }

  /** The log was read to the end that it had at the start. */
  caughtUp(): void {
    clearTimeout(this.#timer);
    this.#complete = true;
    this.#conditions.set('STALE', false);
    if (this.state === 'CATCHING_UP') this.#to('READY');
  }

  set(condition: UnitCondition, holds: boolean): void {
    this.#conditions.set(condition, holds);
  }

  has(condition: UnitCondition): boolean {
    return this.#conditions.has(condition);
  }

  drain(): void {
    clearTimeout(this.#timer);
    if (this.#machine.can('DRAINING')) this.#to('DRAINING');
  }

  stopped(): void {
    this.drain();
    if (this.#machine.can('STOPPED')) this.#to('STOPPED');
  }

  #to(state: UnitState): void {
    const from = this.state;
    this.#machine.to(state);
    this.#options.logger.info('The unit changes its state', { from, to: state, conditions: this.conditions });
    this.#options.changed();
  }

  #changed(condition: UnitCondition, holds: boolean): void {
    const { logger } = this.#options;
    if (holds) logger.warn('A condition of the unit holds', { condition });
    else logger.info('A condition of the unit is over', { condition });
    this.#options.changed();
  }
}

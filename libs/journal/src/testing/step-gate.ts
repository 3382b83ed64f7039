import { withDeadline } from '@tandem/kernel';
import type { AppendStep, OnStep } from '../append-step.ts';

const REACHED_MS = 5000;

interface Signal {
  readonly fired: Promise<void>;
  fire(): void;
}

const signal = (): Signal => {
  let fire = (): void => undefined;
  const fired = new Promise<void>((resolve) => {
    fire = resolve;
  });
  return { fired, fire: () => fire() };
};

/** Holds the first writer up that comes to a step, until the test lets it go on. */
export class StepGate {
  readonly #step: AppendStep;
  readonly #reached = signal();
  readonly #opened = signal();
  #used = false;

  constructor(step: AppendStep) {
    this.#step = step;
  }

  readonly onStep: OnStep = async (step) => {
    if (step !== this.#step || this.#used) return;
    this.#used = true;
    this.#reached.fire();
    await this.#opened.fired;
  };

  /** Resolves when a writer stands at the gate. */
  reached(): Promise<void> {
    return withDeadline(this.#reached.fired, REACHED_MS, `a writer's coming to ${this.#step}`);
  }

  open(): void {
    this.#opened.fire();
  }
}

/** Breaks the connection of the first writer that comes to a step. */
export const breakAt = (step: AppendStep): OnStep => {
  let used = false;
  return async (at) => {
    if (at !== step || used) return;
    used = true;
    throw new Error(`the connection broke at ${step}`);
  };
};

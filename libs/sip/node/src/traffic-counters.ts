import { count } from '@tandem/telemetry';
import type { Observation } from '@tandem/sip';

/** Outcomes that are an answer; all others are messages without one. */
const ANSWERS: readonly Observation['outcome'][] = ['answered', 'resent'];

/**
 * Counts what became of messages and hands the sums on from time to time: an instrument called for each message would
 * cost as much as reading it.
 */
export class TrafficCounters {
  readonly #unit: string;
  readonly #answered = new Map<string, number>();
  readonly #unanswered = new Map<string, number>();

  constructor(unit: string) {
    this.#unit = unit;
  }

  note({ outcome, method = 'none', status }: Observation): void {
    if (ANSWERS.includes(outcome)) add(this.#answered, `${method} ${status ?? outcome}`);
    else add(this.#unanswered, outcome);
  }

  /** Something that was not read at all: a connection closed from here, a surprise. */
  drop(reason: string): void {
    add(this.#unanswered, reason);
  }

  /** Hands the sums to the instruments and starts anew. */
  flush(): void {
    for (const [key, by] of this.#answered) {
      const [method = '', status = ''] = key.split(' ');
      count('sipRequests', { unit: this.#unit, method, status }, by);
    }
    for (const [reason, by] of this.#unanswered) count('sipRejected', { unit: this.#unit, reason }, by);
    this.#answered.clear();
    this.#unanswered.clear();
  }
}

const add = (sums: Map<string, number>, key: string): void => {
  sums.set(key, (sums.get(key) ?? 0) + 1);
};

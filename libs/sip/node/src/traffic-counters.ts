import { count } from '@tandem/telemetry';
import type { Observation } from '@tandem/sip';

/**
 * Counts what became of messages and hands the sums on from time to time: an instrument called for each message would
 * cost as much as reading it.
 */
export class TrafficCounters {
  readonly #unit: string;
  /** By method, then by status. */
  readonly #answered = new Map<string, Map<string | number, number>>();
  readonly #unanswered = new Map<string, number>();

  constructor(unit: string) {
    this.#unit = unit;
  }

  note({ outcome, method = 'none', status }: Observation): void {
    if (outcome !== 'answered' && outcome !== 'resent') {
      add(this.#unanswered, outcome);
      return;
    }
    const statuses = this.#answered.get(method) ?? new Map<string | number, number>();
    this.#answered.set(method, statuses);
    add(statuses, status ?? outcome);
  }

  /** Something that was not read at all: a connection closed from here, a surprise. */
  drop(reason: string): void {
    add(this.#unanswered, reason);
  }

  /** Hands the sums to the instruments and starts anew. */
  flush(): void {
    const unit = this.#unit;
    for (const [method, statuses] of this.#answered) {
      for (const [status, by] of statuses) count('sipRequests', { unit, method, status: String(status) }, by);
    }
    for (const [reason, by] of this.#unanswered) count('sipRejected', { unit, reason }, by);
    this.#answered.clear();
    this.#unanswered.clear();
  }
}

const add = <K>(sums: Map<K, number>, key: K): void => {
  sums.set(key, (sums.get(key) ?? 0) + 1);
};

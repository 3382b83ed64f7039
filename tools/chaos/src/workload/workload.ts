import type { Random } from '@tandem/kernel';
import type { HistoryEvent } from '../history/events.ts';
import { duel } from './duel.ts';
import { observe } from './observer.ts';
import type { Target } from './target.ts';
import { Writer } from './writer.ts';

const WRITERS = 4;
const LOGINS_EACH = 3;

export interface Recorded {
  readonly events: readonly HistoryEvent[];
  readonly logins: readonly string[];
  readonly undecided: ReadonlySet<string>;
  readonly acknowledged: number;
  readonly unanswered: number;
}

/** Callers and onlookers, who write down what they are told until they are stopped. */
export class Workload {
  readonly #events: HistoryEvent[] = [];
  readonly #writers: readonly Writer[];
  readonly #logins: readonly string[];
  readonly #running: readonly Promise<void>[];
  #stopped = false;

  /** @param name part of all logins, so that workloads do not meet */
  constructor(target: Target, random: Random, name: string) {
    const record = (event: HistoryEvent): void => void this.#events.push(event);
    const stopped = (): boolean => this.#stopped;
    const loginsOf = (writer: number): readonly string[] =>
      Array.from({ length: LOGINS_EACH }, (_, index) => `${name}-${writer}-${index}`);
    const owned = Array.from({ length: WRITERS }, (_, writer) => loginsOf(writer));
    this.#logins = owned.flat();
    this.#writers = owned.map((logins) => new Writer({ target, random, record, logins }));
    this.#running = [
      ...this.#writers.map((writer) => writer.run(stopped)),
      ...target.units.map((unit) => observe({ unit, logins: this.#logins, record }, stopped)),
      duel({ target, name, record }, stopped),
    ];
  }

  async stop(): Promise<Recorded> {
    this.#stopped = true;
    await Promise.all(this.#running);
    const sum = (of: (writer: Writer) => number): number =>
      this.#writers.reduce((total, writer) => total + of(writer), 0);
    return {
      events: this.#events,
      logins: this.#logins,
      undecided: new Set(this.#writers.flatMap(({ undecided }) => undecided)),
      acknowledged: sum(({ acknowledged }) => acknowledged),
      unanswered: sum(({ unanswered }) => unanswered),
    };
  }
}

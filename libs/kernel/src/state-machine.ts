import { TandemError } from './tandem-error.ts';

/** For each state, the states it may change to. A state with an empty list is final. */
export type Transitions<S extends string> = Readonly<Record<S, readonly S[]>>;

/** An explicit lifecycle: one transition table, an illegal transition throws `LIFECYCLE_ILLEGAL`. */
export class StateMachine<S extends string> {
  readonly #name: string;
  readonly #transitions: Transitions<S>;
  #state: S;

  constructor(name: string, transitions: Transitions<S>, initial: S) {
    this.#name = name;
    this.#transitions = transitions;
    this.#state = initial;
  }

  get state(): S {
    return this.#state;
  }

  can(next: S): boolean {
    return this.#transitions[this.#state].includes(next);
  }

  to(next: S): void {
    if (!this.can(next)) {
      throw new TandemError('LIFECYCLE_ILLEGAL', `${this.#name} cannot go from ${this.#state} to ${next}`);
    }
    this.#state = next;
  }
}

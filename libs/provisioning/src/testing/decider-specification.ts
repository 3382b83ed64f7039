import { expect } from '@jest/globals';

/** The pure heart of an aggregate. */
export interface Decider<State, Command, Meta, Event, Decision> {
  readonly initial: State;
  readonly decide: (state: State, command: Command, meta: Meta) => Decision;
  readonly evolve: (state: State, event: Event) => State;
}

const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
};

/**
 * Given events, when a command, then a decision. Whatever decide and evolve are given is frozen and decide runs twice:
 * a decision that changes its input or remembers something fails here.
 */
export const deciderSpecification = <State, Command, Meta extends object, Event, Decision>(
  { initial, decide, evolve }: Decider<State, Command, Meta, Event, Decision>,
  meta: Meta,
) => ({
  given: (...events: readonly Event[]) => {
    const state = events.reduce((before, event) => frozen(evolve(before, frozen(event))), frozen(initial));
    return {
      /** The state that the events lead to. */
      state,
      when: (command: Command, circumstances: Partial<Meta> = {}) => {
        const all = frozen({ ...meta, ...circumstances });
        const decision = decide(state, frozen(command), all);
        expect(decide(state, command, all)).toEqual(decision);
        return {
          decision,
          then: (expected: Decision) => {
            expect(decision).toEqual(expected);
          },
          thenMatches: (expected: object) => {
            expect(decision).toMatchObject(expected);
          },
        };
      },
    };
  },
});

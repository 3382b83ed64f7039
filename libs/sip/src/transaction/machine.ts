import type { ServerTimer } from './timers.ts';

/** What a server transaction can meet. `provisional`, `success` and `failure` are answers of the transaction user. */
export type ServerInput = 'request' | 'ack' | 'provisional' | 'success' | 'failure' | ServerTimer;

/**
 * What is to be done: `send` the answer just given, `resend` the last one, hand an ACK `up`, tell the user that no ACK
 * came (`timeout`), nothing.
 */
export type ServerAction = 'none' | 'send' | 'resend' | 'up' | 'timeout';

export interface ServerStep<S extends string> {
  readonly next: S;
  readonly act: ServerAction;
  /** Timers to start; those of the state that is left stop. */
  readonly start: readonly ServerTimer[];
}

/** One row per state; what is not listed changes nothing. */
export type ServerTable<S extends string> = Readonly<
  Record<S, Readonly<Partial<Record<ServerInput, ServerStep<S>>>>>
>;

/** A row's entry. */
export const goTo = <S extends string>(
  next: S,
  act: ServerAction = 'none',
  ...start: readonly ServerTimer[]
): ServerStep<S> => ({ next, act, start });

/** The kind of input that an answer of this status is. */
export const inputOfStatus = (status: number): 'provisional' | 'success' | 'failure' => {
  if (status < 200) return 'provisional';
  return status < 300 ? 'success' : 'failure';
};

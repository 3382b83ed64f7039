import type { ClientTimer } from './client-timers.ts';

/** What a client transaction can meet. */
export type ClientInput = 'provisional' | 'success' | 'failure' | 'unsendable' | ClientTimer;

/**
 * What is to be done: hand the answer `up`, acknowledge it and hand it up, acknowledge it again, `resend` the request, tell the
 * user that nothing came (`timeout`) or that the request cannot be sent (`unsendable`), nothing.
 */
export type ClientAction = 'none' | 'up' | 'ack-up' | 'ack' | 'resend' | 'timeout' | 'unsendable';

export interface ClientStep<S extends string> {
  readonly next: S;
  readonly act: ClientAction;
  /** Timers to start. Those of the state that is left stop, but E and F, which go on while there is no final answer. */
  readonly start: readonly ClientTimer[];
}

/** One row per state; what is not listed changes nothing. */
export type ClientTable<S extends string> = Readonly<
  Record<S, Readonly<Partial<Record<ClientInput, ClientStep<S>>>>>
>;

const goTo = <S extends string>(
  next: S,
  act: ClientAction = 'none',
  ...start: readonly ClientTimer[]
): ClientStep<S> => ({ next, act, start });

export type InviteClientState = 'calling' | 'proceeding' | 'accepted' | 'completed' | 'terminated';

/** RFC 3261 §17.1.1, figure 5, with the Accepted state of RFC 6026 §7.2. A and B run from the start. */
export const INVITE_CLIENT_MACHINE: ClientTable<InviteClientState> = {
  calling: {
    provisional: goTo('proceeding', 'up'),
    success: goTo('accepted', 'up', 'M'),
    failure: goTo('completed', 'ack-up', 'D'),
    A: goTo('calling', 'resend'),
    B: goTo('terminated', 'timeout'),
    unsendable: goTo('terminated', 'unsendable'),
  },
  // "the client transaction SHOULD NOT retransmit the request any longer"
  proceeding: {
    provisional: goTo('proceeding', 'up'),
    success: goTo('accepted', 'up', 'M'),
    failure: goTo('completed', 'ack-up', 'D'),
  },
  // "any 2xx responses that match this client transaction … MUST be passed to the TU" (RFC 6026 §7.2)
  accepted: { success: goTo('accepted', 'up'), M: goTo('terminated') },
  // "Any retransmissions of the final response … MUST cause the ACK to be re-passed to the transport layer"
  completed: {
    failure: goTo('completed', 'ack'),
    D: goTo('terminated'),
    unsendable: goTo('terminated', 'none'),
  },
  terminated: {},
};

export type NonInviteClientState = 'trying' | 'proceeding' | 'completed' | 'terminated';

/** RFC 3261 §17.1.2, figure 6. E and F run from the start. */
export const NON_INVITE_CLIENT_MACHINE: ClientTable<NonInviteClientState> = {
  trying: {
    provisional: goTo('proceeding', 'up'),
    success: goTo('completed', 'up', 'K'),
    failure: goTo('completed', 'up', 'K'),
    E: goTo('trying', 'resend'),
    F: goTo('terminated', 'timeout'),
    unsendable: goTo('terminated', 'unsendable'),
  },
  proceeding: {
    provisional: goTo('proceeding', 'up'),
    success: goTo('completed', 'up', 'K'),
    failure: goTo('completed', 'up', 'K'),
    E: goTo('proceeding', 'resend'),
    F: goTo('terminated', 'timeout'),
    unsendable: goTo('terminated', 'unsendable'),
  },
  completed: { K: goTo('terminated') },
  terminated: {},
};

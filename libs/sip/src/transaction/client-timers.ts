import { GIVE_UP, T1, T4 } from './timers.ts';

/** At least 32 seconds (RFC 3261 §17.1.1.2). */
const WAIT_FOR_COPIES = 32_000;

/** The timers of client transactions (RFC 3261 §17.1, RFC 6026 §7.2), on datagrams and on reliable transports. */
export const CLIENT_TIMERS = {
  /** First retransmission of an INVITE. Zero: never, the transport does it. */
  A: { datagram: T1, stream: 0 },
  /** Wait for the first answer to an INVITE. */
  B: { datagram: GIVE_UP, stream: GIVE_UP },
  /** Wait for further copies of a refusal. */
  D: { datagram: WAIT_FOR_COPIES, stream: 0 },
  /** First retransmission of another request. */
  E: { datagram: T1, stream: 0 },
  /** Wait for the final answer to another request. */
  F: { datagram: GIVE_UP, stream: GIVE_UP },
  /** Wait for further copies of an answer. */
  K: { datagram: T4, stream: 0 },
  /** Wait for the 2xx of other branches, and for further copies of one. */
  M: { datagram: GIVE_UP, stream: GIVE_UP },
} as const;

export type ClientTimer = keyof typeof CLIENT_TIMERS;

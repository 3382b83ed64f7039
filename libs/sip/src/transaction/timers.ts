/** Milliseconds (RFC 3261 §17.1.1.1). T1 estimates the round trip, T2 bounds retransmission, T4 the life of a message. */
export const T1 = 500;
export const T2 = 4000;
export const T4 = 5000;

/** 64·T1: how long the other side may go on retransmitting. */
export const GIVE_UP = 64 * T1;

/** The timers of server transactions (RFC 3261 §17.2, RFC 6026 §7.1), on datagrams and on reliable transports. */
export const SERVER_TIMERS = {
  /** First retransmission of a final INVITE answer. Zero: never, the transport does it. */
  G: { datagram: T1, stream: 0 },
  /** Wait for ACK. */
  H: { datagram: GIVE_UP, stream: GIVE_UP },
  /** Wait for further copies of ACK. */
  I: { datagram: T4, stream: 0 },
  /** Wait for further copies of a request. */
  J: { datagram: GIVE_UP, stream: 0 },
  /** Wait for further copies of an INVITE that was accepted. */
  L: { datagram: GIVE_UP, stream: GIVE_UP },
} as const;

export type ServerTimer = keyof typeof SERVER_TIMERS;

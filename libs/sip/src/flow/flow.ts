import type { Source } from '../message/types.ts';

export type TransportName = 'udp' | 'tcp' | 'tls' | 'ws' | 'wss';

/** The way by which a message came, and by which an answer or a later request goes back. */
export interface Flow {
  readonly transport: TransportName;
  readonly remote: Source;
  /** The listener that received it. */
  readonly local: Source;
  /** The connection, on stream transports; never used again for another one. */
  readonly connection?: string | undefined;
}

/** Octets for the other end of a flow. */
export interface Send {
  readonly flow: Flow;
  readonly bytes: Buffer;
  /** Of the client transaction whose request it is, which is to know when it cannot be sent; absent: nobody is. */
  readonly key?: string;
}

/** Whether the transport retransmits by itself (RFC 3261 §17: some timers are zero then). */
export const isReliable = (transport: TransportName): boolean => transport !== 'udp';

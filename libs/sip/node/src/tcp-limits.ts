/** What one peer may take of a listener; times in milliseconds. */
export interface TcpLimits {
  readonly maxConnections: number;
  /** Of one address: many phones may stand behind it. */
  readonly maxPerAddress: number;
  /** From connecting to the end of the first message. */
  readonly firstMessageMs: number;
  /** From the first octet of a message to its last. */
  readonly messageMs: number;
  /** Without any octet. Longer than the longest registration: a phone need not send anything before its refresh. */
  readonly idleMs: number;
  /** Octets that wait for a peer who does not read. */
  readonly maxUnsent: number;
}

export const TCP_LIMITS: TcpLimits = {
  maxConnections: 20_000,
  maxPerAddress: 2000,
  firstMessageMs: 30_000,
  messageMs: 10_000,
  idleMs: 3_900_000,
  maxUnsent: 256 * 1024,
};

/** Why a connection was closed from here. */
export type CloseReason = 'too-many' | 'no-message' | 'slow' | 'idle' | 'unread' | 'framing' | 'stopping';

/** How long and how many; all times in seconds. */
export interface RegistrationLimits {
  /** The longest time granted. */
  readonly maxExpires: number;
  /** The longest time granted on UDP behind NAT, whose mapping a dead phone no longer keeps open. */
  readonly maxBehindNat: number;
  /** The shortest time taken; a phone that asks for less is told so. */
  readonly minExpires: number;
  /** For a phone that does not ask (RFC 3261 §10.2.1.1 leaves it to the server). */
  readonly defaultExpires: number;
  /** Bindings of one Client; the one refreshed longest ago gives way. */
  readonly perClient: number;
}

export const REGISTRATION_LIMITS: RegistrationLimits = {
  maxExpires: 3600,
  maxBehindNat: 300,
  minExpires: 60,
  defaultExpires: 3600,
  perClient: 10,
};

/** How often the cluster is told of a binding that has not changed. */
export const RECORD_AGAIN_MS = 15 * 60_000;

/** How long a binding outlives its connection, so that a phone can come back. */
export const CONNECTION_GRACE_MS = 30_000;

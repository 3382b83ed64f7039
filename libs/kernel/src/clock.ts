/** Time as a port, so that domain and protocol logic never reads the machine's clock itself. */
export interface Clock {
  /** Wall clock, milliseconds since the Unix epoch. May jump. */
  now(): number;
  /** Monotonic clock, milliseconds from an arbitrary origin. Never jumps back: use it for durations. */
  monotonic(): number;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
};

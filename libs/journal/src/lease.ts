/** A lease as its holder knows it. The epoch rises with every change of holder. */
export interface Lease {
  readonly epoch: number;
  readonly holder: string;
}

/**
 * The relay's lease, with a time to live. It has run out for others once they have seen it unrenewed for that long by
 * their own monotonic clocks, so no two clocks need to agree and a jump of one changes nothing.
 */
export interface LeaseStore {
  /**
   * Takes the lease, under a new epoch, if it is free, has run out, or is this very holder's; null while another holds
   * it. A call also looks: one that waits for a dead holder must call again and again.
   */
  acquire(holder: string, ttlMs: number): Promise<Lease | null>;
  /** Renews on condition that the epoch is still this one. */
  renew(lease: Lease, ttlMs: number): Promise<boolean>;
  /** Who holds it now, run out or not; null if nobody has taken it, or the last one gave it up. */
  current(): Promise<Lease | null>;
  /** Gives it up early, on condition of the epoch. */
  release(lease: Lease): Promise<void>;
}

/** What the journal's database remembers of the event log: a log behind it, or another one, was lost (design §2b). */
export interface LogMemory {
  readonly generation: string;
  readonly revision: number;
}

export interface LogMemoryStore {
  recall(): Promise<LogMemory | null>;
  remember(memory: LogMemory): Promise<void>;
}

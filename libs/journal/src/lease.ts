/** A lease as its holder knows it. The epoch rises with every change of holder. */
export interface Lease {
  readonly epoch: number;
  readonly holder: string;
}

/** One named lease with a time to live, by the store's own clock where it has one. */
export interface LeaseStore {
  /** Takes the lease if it is free or has run out; null while another holds it. */
  acquire(holder: string, ttlMs: number): Promise<Lease | null>;
  /** Renews on condition that the epoch is still this one. */
  renew(lease: Lease, ttlMs: number): Promise<boolean>;
  /** Who holds it now, run out or not; null if never taken. */
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

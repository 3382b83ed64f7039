import type { Clock } from '@tandem/kernel';
import type { Lease, LeaseStore } from '@tandem/journal';

export interface LeadershipOptions {
  readonly holder: string;
  readonly clock: Clock;
  readonly ttlMs?: number;
}

const TTL_MS = 3000;

/**
 * The relay's lease as this process sees it. Between renewals it counts as held for two thirds of its time to live by
 * the monotonic clock, so that a process that was paused knows it before others can have taken over.
 */
export class Leadership {
  readonly #store: LeaseStore;
  readonly #options: LeadershipOptions;
  readonly #ttlMs: number;
  #lease: Lease | null = null;
  #heldUntil = 0;

  constructor(store: LeaseStore, options: LeadershipOptions) {
    this.#store = store;
    this.#options = options;
    this.#ttlMs = options.ttlMs ?? TTL_MS;
  }

  get renewEveryMs(): number {
    return this.#ttlMs / 3;
  }

  get epoch(): number | null {
    return this.#lease?.epoch ?? null;
  }

  /** Whether this process may publish at this instant. */
  held(): boolean {
    return this.#lease !== null && this.#options.clock.monotonic() < this.#heldUntil;
  }

  /** Whether it is time to renew. */
  due(): boolean {
    return this.#lease !== null && this.#options.clock.monotonic() >= this.#heldUntil - this.renewEveryMs;
  }

  /** Wins the lease, or keeps it by renewing; false while another process holds it. */
  async hold(): Promise<boolean> {
    // Counted from before the call: an answer that comes late must not stretch the lease.
    const asked = this.#options.clock.monotonic();
    const kept = this.#lease !== null && (await this.#store.renew(this.#lease, this.#ttlMs));
    if (!kept) this.#lease = await this.#store.acquire(this.#options.holder, this.#ttlMs);
    this.#heldUntil = asked + (this.#ttlMs * 2) / 3;
    return this.#lease !== null;
  }

  /** Renews on condition of the epoch; false = lost, and another epoch may be in force. */
  async renew(): Promise<boolean> {
    if (this.#lease === null) return false;
    const asked = this.#options.clock.monotonic();
    if (!(await this.#store.renew(this.#lease, this.#ttlMs))) {
      this.#lease = null;
      return false;
    }
    this.#heldUntil = asked + (this.#ttlMs * 2) / 3;
    return true;
  }

  async release(): Promise<void> {
    const lease = this.#lease;
    this.#lease = null;
    if (lease !== null) await this.#store.release(lease);
  }
}

import type { Clock } from '@tandem/kernel';
import type { Lease, LeaseStore } from '@tandem/journal';

export interface LeadershipOptions {
  readonly holder: string;
  readonly clock: Clock;
  readonly ttlMs?: number;
}

const TTL_MS = 3000;
/** For a leader that has not come round for so long nothing is renewed: it is stuck. */
const STUCK_MS = 30_000;

/**
 * The relay's lease as this process sees it. Between renewals it counts as held for two thirds of its time to live by
 * the monotonic clock, so that a process that was paused knows it before others can have taken over. It is renewed beside
 * the leader's work too: reading and repairing 500 entries can take longer on a slow database than the lease lives, and
 * leaders that lose it each time before they publish would take turns for ever.
 */
export class Leadership {
  readonly #store: LeaseStore;
  readonly #options: LeadershipOptions;
  readonly #ttlMs: number;
  #lease: Lease | null = null;
  #heldUntil = 0;
  /** When the leader came round last. */
  #roundAt = 0;
  #keeper: NodeJS.Timeout | undefined;
  #renewing: Promise<boolean> | undefined;

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

  /** The leader comes round, and renews if nobody has in time. @returns false = lost, and another epoch may be in force */
  async tend(): Promise<boolean> {
    if (this.due() || !this.held()) return this.renew();
    this.#roundAt = this.#options.clock.monotonic();
    return true;
  }

  /** Wins the lease, or keeps it by renewing; false while another process holds it. */
  async hold(): Promise<boolean> {
    if (await this.renew()) return true;
    // Counted from before the call: an answer that comes late must not stretch the lease.
    const asked = this.#options.clock.monotonic();
    this.#lease = await this.#store.acquire(this.#options.holder, this.#ttlMs);
    this.#heldUntil = asked + (this.#ttlMs * 2) / 3;
    if (this.#lease !== null) this.#keep();
    return this.#lease !== null;
  }

  /** Renews on condition of the epoch; false = lost, and another epoch may be in force. */
  renew(): Promise<boolean> {
    this.#roundAt = this.#options.clock.monotonic();
    return this.#renew();
  }

  async release(): Promise<void> {
    clearInterval(this.#keeper);
    await this.#renewing?.catch(() => undefined);
    const lease = this.#lease;
    this.#lease = null;
    if (lease !== null) await this.#store.release(lease);
  }

  #keep(): void {
    clearInterval(this.#keeper);
    this.#keeper = setInterval(() => {
      const stuck = this.#options.clock.monotonic() - this.#roundAt > STUCK_MS;
      if (this.#lease === null) clearInterval(this.#keeper);
      // The leader meets the same error at its next renewal, and says so.
      else if (this.due() && !stuck) this.#renew().catch(() => undefined);
    }, this.renewEveryMs / 2);
    this.#keeper.unref();
  }

  #renew(): Promise<boolean> {
    this.#renewing ??= this.#renewNow().finally(() => {
      this.#renewing = undefined;
    });
    return this.#renewing;
  }

  async #renewNow(): Promise<boolean> {
    const lease = this.#lease;
    if (lease === null) return false;
    const asked = this.#options.clock.monotonic();
    if (!(await this.#store.renew(lease, this.#ttlMs))) {
      this.#lease = null;
      return false;
    }
    this.#heldUntil = asked + (this.#ttlMs * 2) / 3;
    return true;
  }
}

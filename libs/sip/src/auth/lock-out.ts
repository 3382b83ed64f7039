import { ownText } from '../memory/own-text.ts';
import { FailureLedger } from './failure-ledger.ts';

export interface LockOutOptions {
  /** Failures of one login from one address within five minutes. */
  readonly failures: number;
  /** The ceiling of one address over all logins: many phones may share it. */
  readonly failuresPerAddress: number;
  readonly capacity: number;
}

const WINDOW_MS = 5 * 60_000;
const FIRST_LOCK_MS = 60_000;
const LONGEST_LOCK_MS = 15 * 60_000;

const DEFAULTS: LockOutOptions = { failures: 10, failuresPerAddress: 1000, capacity: 50_000 };

const pairOf = (address: string, login: string): string => ownText(`${address} ${login}`);

/**
 * Stops guessing without letting strangers lock a user out: the key is (source address, login), never the login
 * alone, and a higher ceiling holds for the whole address.
 */
export class LockOut {
  readonly #pairs: FailureLedger;
  readonly #addresses: FailureLedger;

  constructor(options: Partial<LockOutOptions> = {}) {
    const { failures, failuresPerAddress, capacity } = { ...DEFAULTS, ...options };
    const common = {
      windowMs: WINDOW_MS,
      firstLockMs: FIRST_LOCK_MS,
      longestLockMs: LONGEST_LOCK_MS,
      capacity,
    };
    this.#pairs = new FailureLedger({ ...common, failures });
    this.#addresses = new FailureLedger({ ...common, failures: failuresPerAddress });
  }

  /** Bounded by twice the capacity. */
  get size(): number {
    return this.#pairs.size + this.#addresses.size;
  }

  isLocked(address: string, login: string, now: number): boolean {
    if (this.size === 0) return false;
    return this.#addresses.isLocked(address, now) || this.#pairs.isLocked(pairOf(address, login), now);
  }

  failed(address: string, login: string, now: number): void {
    this.#pairs.failed(pairOf(address, login), now);
    this.#addresses.failed(address, now);
  }

  succeeded(address: string, login: string): void {
    if (this.#pairs.size > 0) this.#pairs.forgive(pairOf(address, login));
  }
}

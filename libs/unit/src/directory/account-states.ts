import type { AccountStatus } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';

/** An account as a cache serves it. */
export interface AccountState {
  readonly status: AccountStatus;
  /** The account above; null at the top. */
  readonly parentSid: Sid | null;
}

/** Trees have three levels; what claims more is not followed. */
const MAX_LEVELS = 3;
/** Far more accounts than an installation has; beyond, all are read again. */
const REMEMBERED = 100_000;

/**
 * Whether accounts are in service, kept at hand. One is unless it, or one above it, is known not to be: an account that was
 * not heard of takes nothing away, as its Clients' own events say who they are.
 */
export class AccountStates {
  readonly #find: (sid: Sid) => AccountState | null;
  readonly #known = new Map<Sid, AccountState | null>();

  /** @param find what the cache serves; may throw `CACHE_CORRUPT` */
  constructor(find: (sid: Sid) => AccountState | null) {
    this.#find = find;
  }

  isActive(sid: Sid): boolean {
    let next: Sid | null = sid;
    for (let level = 0; next !== null && level < MAX_LEVELS; level += 1) {
      const account = this.#account(next);
      if (account === null) return true;
      if (account.status !== 'active') return false;
      next = account.parentSid;
    }
    return true;
  }

  forget(sid: Sid): void {
    this.#known.delete(sid);
  }

  forgetAll(): void {
    this.#known.clear();
  }

  #account(sid: Sid): AccountState | null {
    const known = this.#known.get(sid);
    if (known !== undefined) return known;
    const found = this.#find(sid);
    if (this.#known.size >= REMEMBERED) this.#known.clear();
    this.#known.set(sid, found);
    return found;
  }
}

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

/** `not-yet`: its record, or that of one above it, has not arrived; neither let in nor refused. */
export type Standing = 'in-service' | 'out-of-service' | 'not-yet';

/** Whether accounts are in service, kept at hand: one is if it and all above it are active. */
export class AccountStates {
  readonly #find: (sid: Sid) => AccountState | null;
  readonly #known = new Map<Sid, AccountState>();

  /** @param find what the cache serves; may throw `CACHE_CORRUPT` */
  constructor(find: (sid: Sid) => AccountState | null) {
    this.#find = find;
  }

  /** One that is not active decides, whatever is above it. */
  of(sid: Sid): Standing {
    let next: Sid | null = sid;
    for (let level = 0; next !== null && level < MAX_LEVELS; level += 1) {
      const account = this.#account(next);
      if (account === null) return 'not-yet';
      if (account.status !== 'active') return 'out-of-service';
      next = account.parentSid;
    }
    return 'in-service';
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
    if (found !== null) this.#known.set(sid, found);
    return found;
  }
}

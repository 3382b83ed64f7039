import { SID_PREFIXES } from '@tandem/contracts';
import type { AccountState } from '@tandem/contracts';
import type { Sid } from '@tandem/kernel';
import { isAccount } from '../cache/lookup-name.ts';
import type { CacheStore } from '../cache/cache-store.ts';
import type { ActiveCache } from '../runtime/active-cache.ts';
import type { Listeners } from '../runtime/listeners.ts';

const PAGE = 500;
const ACCOUNT = SID_PREFIXES.Account;

const namesOf = ({ sipDomain, sipDomainAliases = [] }: AccountState): readonly string[] =>
  sipDomain === null ? [] : [sipDomain, ...sipDomainAliases];

/** All accounts that are served with a SIP domain of their own. */
function* accountsOf({ resources }: CacheStore): Generator<readonly [Sid, AccountState]> {
  for (let after: Sid = ACCOUNT; ;) {
    const page = resources.page(after, PAGE);
    for (const { sid } of page) {
      if (!sid.startsWith(ACCOUNT)) return;
      const event = resources.visible(sid)?.event;
      if (event !== undefined && isAccount(event)) yield [sid, event.state];
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) return;
    after = last.sid;
  }
}

/**
 * The SIP domains that accounts have of their own, kept at hand: which one a host name selects. Read from the cache when it is
 * first asked and when another cache took over, then changed with each account.
 */
export class DomainDirectory {
  readonly #active: ActiveCache;
  #byName = new Map<string, { readonly account: Sid; readonly domain: string }>();
  #names = new Map<Sid, readonly string[]>();
  #current = false;

  constructor(active: ActiveCache, listeners: Listeners) {
    this.#active = active;
    listeners.add({
      visible: (changes) => {
        for (const { sid } of changes) if (sid.startsWith(ACCOUNT)) this.#refresh(sid);
      },
      replaced: () => {
        this.#current = false;
      },
    });
  }

  /** The SIP domain that a host name in lower case selects; null: none of an account. May throw `CACHE_CORRUPT`. */
  domainOf(host: string): string | null {
    if (!this.#current) this.#load();
    return this.#byName.get(host)?.domain ?? null;
  }

  #load(): void {
    this.#byName = new Map();
    this.#names = new Map();
    for (const [sid, state] of accountsOf(this.#active.cache.store)) this.#put(sid, state);
    this.#current = true;
  }

  #refresh(sid: Sid): void {
    if (!this.#current) return;
    for (const name of this.#names.get(sid) ?? []) {
      if (this.#byName.get(name)?.account === sid) this.#byName.delete(name);
    }
    this.#names.delete(sid);
    const event = this.#active.cache.store.resources.visible(sid)?.event;
    if (event !== undefined && isAccount(event)) this.#put(sid, event.state);
  }

  #put(account: Sid, state: AccountState): void {
    const names = namesOf(state);
    if (names.length === 0) return;
    this.#names.set(account, names);
    for (const name of names) this.#byName.set(name, { account, domain: state.sipDomain ?? name });
  }
}

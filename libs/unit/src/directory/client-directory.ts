import { unsealCredentials } from '@tandem/contracts';
import type { ClientEvent, ClientState, DigestCredentials, KeyRing } from '@tandem/contracts';
import { isTandemError, messageOf } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import type { LogFields, Logger } from '@tandem/telemetry';
import type { LoginKey } from '../cache/batch-report.ts';
import type { VisibleResource } from '../cache/rows.ts';
import { AccountStates } from './account-states.ts';
import type { AccountState } from './account-states.ts';
import { GenerationalCache } from './generational-cache.ts';

/** A Client as calls and registrations need it, its digests opened. Never log it. */
export interface DirectoryClient {
  readonly sid: Sid;
  readonly accountSid: Sid;
  readonly domain: string;
  readonly version: number;
  readonly state: ClientState;
  readonly credentials: DigestCredentials;
}

/** Why a directory cannot say yet. It never stands for a refusal. */
export type NotYet =
  /** The first load, or the reading of what was missed, is not finished. */
  | 'catching-up'
  /** The credentials are sealed under a key that this process does not have. */
  | 'sealing-key'
  /** The record of its account has not arrived. */
  | 'account'
  /** The cache cannot be read; it is being rebuilt. */
  | 'cache-unusable';

export type DirectoryAnswer =
  /** `accountActive`: neither its account nor one above that is suspended or closed. */
  | { readonly kind: 'found'; readonly client: DirectoryClient; readonly accountActive: boolean }
  | { readonly kind: 'unknown' }
  | { readonly kind: 'not-yet'; readonly why: NotYet };

/** Where the directory reads what it does not have at hand. */
export interface DirectorySource {
  /** What is served under a login; may throw `CACHE_CORRUPT`. */
  find(domain: string, login: string): VisibleResource<ClientEvent> | null;
  /** An account as it counts now; may throw `CACHE_CORRUPT`. */
  account(sid: Sid): AccountState | null;
  /** The account of a Client; may throw `CACHE_CORRUPT`. */
  accountOf(clientSid: Sid): Sid | null;
  /** Whether it holds a whole state, if an old one. */
  readonly complete: boolean;
  /** Whether a login it does not know may be on its way. */
  readonly catchingUp: boolean;
}

export interface ClientDirectoryOptions {
  readonly source: DirectorySource;
  readonly keys: KeyRing;
  readonly logger: Logger;
  /** Entries kept at hand, at most twice that many. */
  readonly capacity?: number;
}

const DEFAULT_CAPACITY = 50_000;
const MAX_REPORTED = 100;

/** A resource that changed, and the logins that answer differently for it. */
interface Changed {
  readonly sid: Sid;
  readonly logins: readonly LoginKey[];
}

const keyOf = (domain: string, login: string): string => `${domain}\n${login}`;

/**
 * Answers who a login is, from memory where it can: the digests are opened once and kept at hand until the Client
 * changes. Unknown logins are not remembered, so that guessing does not push out who is known.
 */
export class ClientDirectory {
  readonly #source: DirectorySource;
  readonly #keys: KeyRing;
  readonly #logger: Logger;
  readonly #hot: GenerationalCache<DirectoryAnswer>;
  readonly #accounts: AccountStates;
  /** What was logged already: one line says it as well as one per call. */
  readonly #reported = new Set<string>();

  constructor({ source, keys, logger, capacity = DEFAULT_CAPACITY }: ClientDirectoryOptions) {
    this.#source = source;
    this.#keys = keys;
    this.#logger = logger;
    this.#hot = new GenerationalCache(capacity);
    this.#accounts = new AccountStates((sid) => source.account(sid));
  }

  /** Entries at hand. */
  get size(): number {
    return this.#hot.size;
  }

  /** The Client that answers to a login of a SIP domain, both exactly as stored. */
  lookup(domain: string, login: string): DirectoryAnswer {
    if (!this.#source.complete) return { kind: 'not-yet', why: 'catching-up' };
    return this.#inService(this.#hot.get(keyOf(domain, login)) ?? this.#load(domain, login));
  }

  /** The account of a Client; null for one that is not served. May throw `CACHE_CORRUPT`. */
  accountOf(clientSid: Sid): Sid | null {
    return this.#source.accountOf(clientSid);
  }

  /** Whether the account of a Client is in service, for all that is known. May throw `CACHE_CORRUPT`. */
  isInService(clientSid: Sid): boolean {
    const account = this.#source.accountOf(clientSid);
    return account === null || this.#accounts.of(account) !== 'out-of-service';
  }

  /** To be called for every resource that changed, with the logins whose answers did. */
  forget(changes: readonly Changed[]): void {
    for (const { sid, logins } of changes) {
      this.#accounts.forget(sid);
      for (const { domain, login } of logins) this.#hot.delete(keyOf(domain, login));
    }
  }

  /** To be called when another cache took over. */
  forgetAll(): void {
    this.#hot.clear();
    this.#accounts.forgetAll();
    this.#reported.clear();
  }

  #inService(answer: DirectoryAnswer): DirectoryAnswer {
    if (answer.kind !== 'found') return answer;
    try {
      const standing = this.#accounts.of(answer.client.accountSid);
      if (standing === 'not-yet') return { kind: 'not-yet', why: 'account' };
      return standing === 'in-service' ? answer : { ...answer, accountActive: false };
    } catch (error) {
      this.#report('An account cannot be read from the cache', error, { sid: answer.client.accountSid });
      return { kind: 'not-yet', why: 'cache-unusable' };
    }
  }

  #load(domain: string, login: string): DirectoryAnswer {
    try {
      const found = this.#source.find(domain, login);
      if (found === null) {
        return this.#source.catchingUp ? { kind: 'not-yet', why: 'catching-up' } : { kind: 'unknown' };
      }
      const answer = this.#open(found);
      if (answer.kind === 'found') this.#hot.set(keyOf(domain, login), answer);
      return answer;
    } catch (error) {
      this.#report('A Client cannot be read from the cache', error, { domain, login });
      return { kind: 'not-yet', why: 'cache-unusable' };
    }
  }

  #open({ event }: VisibleResource<ClientEvent>): DirectoryAnswer {
    const { sid, accountSid, domain, version, state } = event;
    try {
      const credentials = unsealCredentials(this.#keys, sid, event.credentials ?? '');
      const client = { sid, accountSid, domain, version, state, credentials };
      return { kind: 'found', client, accountActive: true };
    } catch (error) {
      if (!isTandemError(error)) throw error;
      this.#report('The credentials of a Client cannot be opened', error, { sid, version });
      return { kind: 'not-yet', why: 'sealing-key' };
    }
  }

  #report(what: string, error: unknown, fields: LogFields): void {
    const message = messageOf(error);
    if (this.#reported.has(message) || this.#reported.size >= MAX_REPORTED) return;
    this.#reported.add(message);
    this.#logger.error(what, { ...fields, error: message });
  }
}

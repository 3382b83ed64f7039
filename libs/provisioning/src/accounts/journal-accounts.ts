import { rowOfEvent } from '@tandem/journal';
import type { JournalEvent, JournalStore } from '@tandem/journal';
import { isSid } from '@tandem/kernel';
import type { Clock, Sid } from '@tandem/kernel';
import type { AccountDirectory } from '../account-directory.ts';
import type { Access, Accounts, AccountView, Authentication } from '../accounts.ts';
import { MAX_LEVELS, viewOfTree } from './account-tree.ts';
import type { AccountRow } from './account-tree.ts';
import { firstTokens, opening } from './auth-tokens.ts';
import { lesser } from './keys.ts';
import type { RootAccountConfig } from './root-account.ts';

export interface JournalAccountsOptions {
  readonly store: Pick<JournalStore, 'journal' | 'readModel'>;
  /** The account at the top, as the configuration gives it: its token opens it beside those in the journal. */
  readonly root: RootAccountConfig;
  readonly clock: Clock;
}

/** How long another instance's change of an account may be missed here. */
const FRESH_MS = 1000;
const REMEMBERED = 10_000;

interface Remembered {
  readonly row: AccountRow | null;
  readonly at: number;
}

/** The accounts of an installation as its journal has them, read at most once a second each. */
export class JournalAccounts implements Accounts, AccountDirectory {
  readonly #options: JournalAccountsOptions;
  readonly #rootTokens: string;
  readonly #rows = new Map<Sid, Remembered>();

  constructor(options: JournalAccountsOptions) {
    this.#options = options;
    this.#rootTokens = firstTokens(options.root.authToken);
  }

  get defaultDomain(): string {
    return this.#options.root.sipDomain;
  }

  async authenticate(accountSid: string, authToken: string): Promise<Authentication> {
    const row = isSid(accountSid, 'AC') ? await this.#row(accountSid) : null;
    const now = this.#options.clock.now();
    const { root } = this.#options;
    // As much is hashed and compared for an account that is not there.
    const stored = row?.credentials ?? null;
    const byJournal = opening(stored ?? this.#rootTokens, authToken, now);
    const byConfiguration = opening(this.#rootTokens, authToken, now) !== null && accountSid === root.sid;
    if (!byConfiguration && (stored === null || byJournal === null)) return { kind: 'refused' };
    const account = await this.find(accountSid);
    if (account === null) return { kind: 'refused' };
    const role = byConfiguration ? account.role : lesser(account.role, byJournal?.key?.role ?? account.role);
    return { kind: 'authenticated', account: { ...account, role } };
  }

  async access(caller: AccountView, sid: string): Promise<Access> {
    const rows = isSid(sid, 'AC') ? await this.#tree(sid) : [];
    if (!rows.some((row) => row.sid === caller.sid)) return { kind: 'forbidden' };
    return { kind: 'granted', account: this.#view(rows) };
  }

  async find(sid: Sid): Promise<AccountView | null> {
    const rows = await this.#tree(sid);
    return rows.length === 0 ? null : this.#view(rows);
  }

  /** This process has written an event: what it is about is read anew. */
  forget({ stream }: Pick<JournalEvent, 'stream'>): void {
    this.#rows.delete(stream);
  }

  #view(rows: readonly AccountRow[]): AccountView {
    return viewOfTree(rows, this.#options.root.sipDomain);
  }

  /** From the top to the account; empty if there is none. */
  async #tree(sid: Sid): Promise<readonly AccountRow[]> {
    const rows: AccountRow[] = [];
    for (let next: Sid | null = sid; next !== null && rows.length < MAX_LEVELS;) {
      const row: AccountRow | null = await this.#row(next);
      if (row === null) return [];
      rows.unshift(row);
      next = row.state.parentSid;
    }
    return rows;
  }

  async #row(sid: Sid): Promise<AccountRow | null> {
    const now = this.#options.clock.monotonic();
    const known = this.#rows.get(sid);
    if (known !== undefined && now - known.at < FRESH_MS) return known.row;
    const row = await this.#read(sid);
    if (this.#rows.size >= REMEMBERED) this.#rows.clear();
    this.#rows.set(sid, { row, at: now });
    return row;
  }

  /** From the stream where the read model does not have it: it may lag. */
  async #read(sid: Sid): Promise<AccountRow | null> {
    const { journal, readModel } = this.#options.store;
    const row = await readModel.get(sid);
    if (row !== null) return row as AccountRow;
    const latest = (await journal.readStream(sid)).at(-1);
    return latest === undefined ? null : (rowOfEvent(latest) as AccountRow);
  }
}

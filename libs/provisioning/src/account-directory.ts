import type { Sid } from '@tandem/kernel';
import type { AccountView } from './accounts.ts';

/** Accounts by their sid, for those who need an account's SIP domain and not its permission. */
export interface AccountDirectory {
  /** The SIP domain of trees that have none of their own. */
  readonly defaultDomain: string;
  /** null: there is none. */
  find(sid: Sid): Promise<AccountView | null>;
}

import type { Sid } from '@tandem/kernel';
import type { AccountView } from './accounts.ts';

/** Accounts by their sid, for those who need an account's SIP domain and not its permission. */
export interface AccountDirectory {
  /** null: there is none. */
  find(sid: Sid): Promise<AccountView | null>;
}

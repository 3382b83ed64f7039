import { openSqliteStore } from '@tandem/journal-sqlite';
import type { JournalStore } from '@tandem/journal';
import { ManualClock } from '@tandem/kernel/testing';
import { systemRandom } from '@tandem/kernel';
import { tempDir } from '@tandem/testing';
import { testKeyRing } from '@tandem/contracts/testing';
import type { AccountView } from '../accounts.ts';
import { JournalAccounts } from '../accounts/journal-accounts.ts';
import { ensureRootAccount } from '../accounts/root-account.ts';
import { createProvisioning } from '../create-provisioning.ts';
import type { Provisioning } from '../resources.ts';

export const TREE_TOKEN = 'the configured token';
export const ROOT = `AC${'a'.repeat(32)}`;

export interface Credentials {
  readonly sid: string;
  readonly token: string;
}

/** The accounts of a real embedded store, from the configured one down. */
export interface AccountTree {
  readonly store: JournalStore;
  readonly clock: ManualClock;
  readonly accounts: JournalAccounts;
  readonly provisioning: Provisioning;
  readonly root: Credentials;
  /** Another process on the same store. */
  another(): JournalAccounts;
  view(sid: string): Promise<AccountView>;
  /** An account below another one. */
  below(parent: Credentials, fields?: Readonly<Record<string, string>>): Promise<Credentials>;
  change(sid: string, fields: Readonly<Record<string, string>>): Promise<void>;
  close(): Promise<void>;
}

const keys = { sealing: testKeyRing, idempotency: Buffer.alloc(32, 9) };

export const openAccountTree = async (): Promise<AccountTree> => {
  const dir = await tempDir('tandem-accounts-');
  const store = await openSqliteStore({ dir: dir.path });
  const clock = new ManualClock();
  const config = { sid: ROOT, authToken: TREE_TOKEN, sipDomain: 'tandem.test' };
  await ensureRootAccount(config, { store, clock, random: systemRandom });
  const open = (): JournalAccounts => new JournalAccounts({ store, root: config, clock });
  const accounts = open();
  const onAppended: JournalAccounts['forget'] = (event) => accounts.forget(event);
  const provisioning = createProvisioning({
    store,
    clock,
    keys,
    accounts,
    passwordReadback: true,
    onAppended,
  });
  const view = async (sid: string): Promise<AccountView> => {
    const found = await accounts.find(sid);
    if (found === null) throw new Error(`no account ${sid}`);
    return found;
  };
  return {
    ...{ store, clock, accounts, provisioning, view },
    root: { sid: ROOT, token: TREE_TOKEN },
    another: open,
    below: async ({ sid }, fields = {}) => {
      const outcome = await provisioning.accounts.create({ parent: await view(sid), fields });
      if (outcome.kind !== 'created') throw new Error(JSON.stringify(outcome));
      return { sid: outcome.resource.sid, token: outcome.authToken ?? '' };
    },
    change: async (sid, fields) => {
      const outcome = await provisioning.accounts.update({ account: await view(sid), fields });
      if (outcome.kind !== 'updated') throw new Error(JSON.stringify(outcome));
    },
    close: async () => {
      await store.close();
      await dir.remove();
    },
  };
};

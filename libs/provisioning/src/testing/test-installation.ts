import { testKeyRing } from '@tandem/contracts/testing';
import type { JournalEvent, JournalStore } from '@tandem/journal';
import { openSqliteStore } from '@tandem/journal-sqlite';
import { ManualClock } from '@tandem/kernel/testing';
import { tempDir } from '@tandem/testing';
import { createClients } from '../create-clients.ts';
import type { ClientsOptions } from '../create-clients.ts';
import type { Clients } from '../clients.ts';
import type { AccountDirectory } from '../account-directory.ts';

export const ACCOUNT = `AC${'0'.repeat(32)}`;
export const OTHER_ACCOUNT = `AC${'1'.repeat(32)}`;

export const testKeys = { sealing: testKeyRing, idempotency: Buffer.alloc(32, 9) };

/** A tree of two accounts: they share one domain, and so the names in it. */
export const testAccounts: AccountDirectory = {
  find: async (sid) => ({
    sid,
    friendlyName: 'Test',
    status: 'active',
    sipDomain: 'tandem.local',
    domainOwnerSid: ACCOUNT,
  }),
};

/** A provisioning instance on a real embedded store, in a directory of its own. */
export interface TestInstallation {
  readonly store: JournalStore;
  readonly clock: ManualClock;
  readonly clients: Clients;
  /** Every event handed over, in the order in which it came. */
  readonly appended: readonly JournalEvent[];
  /** Another instance on the same store, as another process would be. */
  instance(over?: Partial<ClientsOptions>): Clients;
  close(): Promise<void>;
}

export const openTestInstallation = async (over: Partial<ClientsOptions> = {}): Promise<TestInstallation> => {
  const dir = await tempDir('tandem-provisioning-');
  const store = await openSqliteStore({ dir: dir.path });
  const clock = new ManualClock();
  const appended: JournalEvent[] = [];
  const instance = (more: Partial<ClientsOptions> = {}): Clients =>
    createClients({
      store,
      clock,
      keys: testKeys,
      passwordReadback: true,
      accounts: testAccounts,
      onAppended: (event) => appended.push(event),
      ...over,
      ...more,
    });
  return {
    store,
    clock,
    appended,
    clients: instance(),
    instance,
    close: async () => {
      await store.close();
      await dir.remove();
    },
  };
};

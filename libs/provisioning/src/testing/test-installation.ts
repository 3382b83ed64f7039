import { testKeyRing } from '@tandem/contracts/testing';
import type { JournalEvent, JournalStore } from '@tandem/journal';
import { openSqliteStore } from '@tandem/journal-sqlite';
import { ManualClock } from '@tandem/kernel/testing';
import { tempDir } from '@tandem/testing';
import { createProvisioning } from '../create-provisioning.ts';
import type { ProvisioningOptions } from '../create-provisioning.ts';
import type { Clients, Provisioning } from '../resources.ts';
import type { AccountDirectory } from '../account-directory.ts';

export const ACCOUNT = `AC${'0'.repeat(32)}`;
export const OTHER_ACCOUNT = `AC${'1'.repeat(32)}`;

export const testKeys = { sealing: testKeyRing, idempotency: Buffer.alloc(32, 9) };

/** A tree of two accounts: they share one domain, and so the names in it. */
export const testAccounts: AccountDirectory = {
  defaultDomain: 'tandem.local',
  find: async (sid) => ({
    sid,
    friendlyName: 'Test',
    emailAddress: null,
    type: 'Full',
    status: 'active',
    role: 'administrator',
    parentSid: null,
    effectiveStatus: 'active',
    sipDomain: 'tandem.local',
    sipDomainAliases: [],
    domainOwnerSid: ACCOUNT,
    level: 1,
    version: 1,
    dateCreated: '2013-11-04T16:33:39.000Z',
    dateUpdated: '2013-11-04T16:33:39.000Z',
  }),
};

/** A provisioning instance on a real embedded store, in a directory of its own. */
export interface TestInstallation {
  readonly store: JournalStore;
  readonly clock: ManualClock;
  readonly provisioning: Provisioning;
  readonly clients: Clients;
  /** Every event handed over, in the order in which it came. */
  readonly appended: readonly JournalEvent[];
  /** Another instance on the same store, as another process would be. */
  instance(over?: Partial<ProvisioningOptions>): Clients;
  close(): Promise<void>;
}

export const openTestInstallation = async (
  over: Partial<ProvisioningOptions> = {},
): Promise<TestInstallation> => {
  const dir = await tempDir('tandem-provisioning-');
  const store = await openSqliteStore({ dir: dir.path });
  const clock = new ManualClock();
  const appended: JournalEvent[] = [];
  const open = (more: Partial<ProvisioningOptions> = {}): Provisioning =>
    createProvisioning({
      store,
      clock,
      keys: testKeys,
      passwordReadback: true,
      accounts: testAccounts,
      onAppended: (event) => appended.push(event),
      ...over,
      ...more,
    });
  const provisioning = open();
  return {
    store,
    clock,
    appended,
    provisioning,
    clients: provisioning.resources.Client,
    instance: (more) => open(more).resources.Client,
    close: async () => {
      await store.close();
      await dir.remove();
    },
  };
};

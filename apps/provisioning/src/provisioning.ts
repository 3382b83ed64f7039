import { hostname } from 'node:os';
import { TOPICS } from '@tandem/contracts';
import { loadKeys, loadRootAccount } from '@tandem/data-dir';
import type { RootAccount } from '@tandem/data-dir';
import type { EventLog } from '@tandem/event-log';
import { listenHttp } from '@tandem/http';
import type { JournalEvent, JournalStore } from '@tandem/journal';
import { systemClock, systemRandom } from '@tandem/kernel';
import type { Sid } from '@tandem/kernel';
import type { Foundation } from '@tandem/process';
import {
  AccountUpkeep,
  createMessaging,
  createProvisioning,
  ensureRootAccount,
  JournalAccounts,
} from '@tandem/provisioning';
import type { Messaging, Provisioning as Resources } from '@tandem/provisioning';
import { createManagementApi, metricsObserver } from '@tandem/provisioning-http';
import { Receipts } from '@tandem/receipts';
import { LogMessageOutbox, Records } from '@tandem/records';
import { Relay } from '@tandem/relay';
import type { ProvisioningConfig } from './config.ts';
import { openJournal } from './open-journal.ts';
import { addOperations } from './operations.ts';
import { startWebhooks } from './start-webhooks.ts';

/** A running provisioning service; the foundation's closer ends it. */
export interface Provisioning {
  /** Where the Management API listens. */
  readonly url: string;
  readonly account: RootAccount;
}

const startRelay = (
  foundation: Foundation<ProvisioningConfig>,
  store: JournalStore,
  log: EventLog,
): Relay => {
  const relay = new Relay({
    store,
    log,
    holder: `${hostname()}/${process.pid}`,
    clock: systemClock,
    random: systemRandom,
    logger: foundation.logger,
  });
  relay.start();
  foundation.closer.add('relay', () => relay.close());
  return relay;
};

const startReceipts = async (
  { closer }: Foundation<ProvisioningConfig>,
  log: EventLog,
): Promise<Receipts> => {
  const receipts = new Receipts({ log, clock: systemClock, reader: `receipts-${hostname()}-${process.pid}` });
  await receipts.start();
  closer.add('receipts', () => receipts.close());
  return receipts;
};

const startRecords = async (
  { closer, dir, logger }: Foundation<ProvisioningConfig>,
  log: EventLog,
): Promise<Records> => {
  const reader = `records-${hostname()}-${process.pid}`;
  const records = new Records({ path: dir.file('records.db'), log, reader, logger });
  closer.add('records', () => records.close());
  await records.start();
  return records;
};

const openMessaging = (
  { closer, dir, config }: Foundation<ProvisioningConfig>,
  log: EventLog,
  records: Records,
): Messaging => {
  const outbox = new LogMessageOutbox(log, records);
  closer.add('message outbox', () => outbox.close());
  return createMessaging({ outbox, idempotency: config.idempotencySecret ?? loadKeys(dir).idempotency });
};

interface UpkeepParts {
  readonly provisioning: Resources;
  readonly rootSid: Sid;
  readonly relay: Relay;
}

const startUpkeep = (
  { closer, logger }: Foundation<ProvisioningConfig>,
  { provisioning, rootSid, relay }: UpkeepParts,
): void => {
  const isOurs = (): boolean => relay.status().state === 'LEADING';
  const upkeep = new AccountUpkeep({ provisioning, rootSid, clock: systemClock, logger, isOurs });
  upkeep.start();
  closer.add('account upkeep', () => upkeep.stop());
};

/**
 * Starts the provisioning service: journal, relay, receipts, Management API. Throws `PORT_IN_USE` and what its parts throw;
 * whatever was opened then is closed by the foundation's closer.
 */
export const startProvisioning = async (
  foundation: Foundation<ProvisioningConfig>,
  log: EventLog,
): Promise<Provisioning> => {
  const { config, dir, logger, closer } = foundation;
  const account = loadRootAccount(dir, config);
  const keys = loadKeys(dir);
  const store = await openJournal(config, dir, logger);
  closer.add('journal', () => store.close());
  await log.ensureTopics(Object.values(TOPICS));
  const relay = startRelay(foundation, store, log);
  const receipts = await startReceipts(foundation, log);
  const records = await startRecords(foundation, log);
  const root = { sid: account.accountSid, authToken: account.authToken, sipDomain: config.sipDomain };
  await ensureRootAccount(root, { store, clock: systemClock, random: systemRandom });
  const accounts = new JournalAccounts({ store, root, clock: systemClock });
  const listeners: ((event: JournalEvent) => void)[] = [
    (event) => accounts.forget(event),
    (event) => relay.offer(event),
  ];
  const provisioning = createProvisioning({
    store,
    accounts,
    keys: {
      sealing: config.sealingKeys ?? keys.sealing,
      idempotency: config.idempotencySecret ?? keys.idempotency,
    },
    passwordReadback: config.passwordReadback,
    onAppended: (event) => listeners.forEach((listener) => listener(event)),
    logger,
  });
  const webhooks = startWebhooks(foundation, {
    store,
    provisioning,
    accounts,
    rootSid: root.sid,
    receipts,
    relay,
    log,
  });
  listeners.push(() => webhooks.wake());
  startUpkeep(foundation, { provisioning, rootSid: root.sid, relay });
  const api = await createManagementApi({
    provisioning,
    accounts,
    receipts,
    records,
    messaging: openMessaging(foundation, log, records),
    logger,
    observer: metricsObserver('management-api'),
  });
  addOperations(api, { foundation, store, relay });
  closer.add('Management API', () => api.close());
  const url = await listenHttp(api, { host: config.apiHost, port: config.apiPort, key: 'TANDEM_API_PORT' });
  logger.info('provisioning is up', { url });
  return { url, account };
};

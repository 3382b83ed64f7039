import { join } from 'node:path';
import { TOPICS } from '@tandem/contracts';
import type { EventLog } from '@tandem/event-log';
import { openSqliteStore } from '@tandem/journal-sqlite';
import { systemClock, systemRandom, TandemError } from '@tandem/kernel';
import {
  createMessaging,
  createProvisioning,
  ensureRootAccount,
  JournalAccounts,
} from '@tandem/provisioning';
import { createManagementApi } from '@tandem/provisioning-http';
import { Receipts } from '@tandem/receipts';
import { LogMessageOutbox, Records } from '@tandem/records';
import { Relay } from '@tandem/relay';
import { silentLogger } from '@tandem/telemetry';
import type { Resources } from '../harness/resources.ts';
import { ACCOUNT, AUTH_TOKEN, IDEMPOTENCY, LOOPBACK, SEALING, SIP_DOMAIN } from './constants.ts';

export interface ProvisioningOptions {
  /** Of the journal. */
  readonly dir: string;
  /** Where the relay copies the journal to; null: there is no relay. */
  readonly log: EventLog | null;
}

export interface OpenedProvisioning {
  /** Of the Management API. */
  readonly port: number;
  readonly receipts: Receipts;
}

/** The provisioning service, put together as its app does. */
export const openProvisioning = async (
  { dir, log }: ProvisioningOptions,
  resources: Resources,
): Promise<OpenedProvisioning> => {
  const store = resources.add(await openSqliteStore({ dir }), (opened) => opened.close());
  const relay = log === null ? null : await startRelay({ store, log }, resources);
  const root = { sid: ACCOUNT, authToken: AUTH_TOKEN, sipDomain: SIP_DOMAIN };
  await ensureRootAccount(root, { store, clock: systemClock, random: systemRandom });
  const accounts = new JournalAccounts({ store, root, clock: systemClock });
  const provisioning = createProvisioning({
    store,
    accounts,
    keys: { sealing: SEALING, idempotency: IDEMPOTENCY },
    passwordReadback: true,
    onAppended: (event) => {
      accounts.forget(event);
      relay?.offer(event);
    },
  });
  const receipts = await openReceipts(log, resources);
  const records = new Records({
    path: join(dir, 'records.db'),
    log: log ?? NO_LOG,
    reader: 'bench-records',
    logger: silentLogger,
  });
  resources.add(records, (opened) => opened.close());
  if (log !== null) await records.start();
  const outbox = new LogMessageOutbox(log ?? NO_LOG, records);
  resources.add(outbox, (opened) => opened.close());
  const messaging = createMessaging({ outbox, idempotency: IDEMPOTENCY });
  const api = resources.add(
    await createManagementApi({ provisioning, accounts, receipts, records, messaging }),
    (opened) => opened.close(),
  );
  await api.listen(0, LOOPBACK);
  return { port: Number(new URL(await api.getUrl()).port), receipts };
};

const noLog = () => Promise.reject(new TandemError('CLOSED', 'there is no log'));
const NO_LOG: Pick<EventLog, 'subscribe' | 'openWriter' | 'partitions'> = {
  subscribe: noLog,
  openWriter: noLog,
  partitions: noLog,
};

/** Without a log there are no units to hear of. */
const openReceipts = async (log: EventLog | null, resources: Resources): Promise<Receipts> => {
  const receipts = new Receipts({ log: log ?? NO_LOG, clock: systemClock, reader: 'bench-receipts' });
  if (log === null) return receipts;
  resources.add(receipts, (opened) => opened.close());
  await receipts.start();
  return receipts;
};

const startRelay = async (
  { store, log }: { store: Awaited<ReturnType<typeof openSqliteStore>>; log: EventLog },
  resources: Resources,
): Promise<Relay> => {
  await log.ensureTopics(Object.values(TOPICS));
  const relay = new Relay({
    store,
    log,
    holder: `bench/${process.pid}`,
    clock: systemClock,
    random: systemRandom,
    logger: silentLogger,
  });
  resources.add(relay, (opened) => opened.close());
  relay.start();
  return relay;
};

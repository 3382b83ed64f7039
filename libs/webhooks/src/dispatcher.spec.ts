import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock, TandemError } from '@tandem/kernel';
import { seededRandom } from '@tandem/kernel/testing';
import type { AccountDirectory } from '@tandem/provisioning';
import { openAccountTree } from '@tandem/provisioning/testing';
import type { AccountTree, Credentials } from '@tandem/provisioning/testing';
import type { Receipt } from '@tandem/receipts';
import { silentLogger } from '@tandem/telemetry';
import { waitFor } from '@tandem/testing';
import { httpPoster, WebhookDispatcher } from './index.ts';
import type { DispatcherLimits } from './index.ts';
import { WebhookReceiver } from './testing/index.ts';

let tree: AccountTree;
let receiver: WebhookReceiver;
let running: WebhookDispatcher[];
let useless: string[];
/** What units say of each change. */
let receipt: Receipt;

beforeEach(async () => {
  tree = await openAccountTree();
  receiver = await WebhookReceiver.open();
  running = [];
  useless = [];
  receipt = { status: 'INSYNC', units: [] } as unknown as Receipt;
});
afterEach(async () => {
  await stopAll();
  await receiver.close();
  await tree.close();
});

const stopAll = async (): Promise<void> => {
  await Promise.all(running.map((dispatcher) => dispatcher.stop()));
  running = [];
};

const start = (
  isOurs: () => boolean = () => true,
  limits: Partial<DispatcherLimits> = {},
  find: AccountDirectory['find'] = (sid) => tree.accounts.find(sid),
): void => {
  const { store, provisioning, root } = tree;
  const accounts = { find, defaultDomain: tree.accounts.defaultDomain };
  const { resources, webhooks } = provisioning;
  const dispatcher = new WebhookDispatcher({
    ...{ webhooks, accounts, isOurs, rootSid: root.sid, logger: silentLogger, clock: systemClock },
    journal: store.journal,
    cursors: store.cursors,
    receipts: { wait: async () => receipt },
    poster: httpPoster({ timeoutMs: 5000, privateAddresses: true }),
    render: ({ stream }) => ({ sid: stream }),
    disable: async ({ sid, accountSid }, why) => {
      useless.push(why);
      await resources.Webhook.update({ accountSid, sid, fields: { Status: 'disabled' } });
    },
    random: seededRandom(1),
    limits: { firstMs: 5, longestMs: 20, idleMs: 20, ...limits },
  });
  dispatcher.start();
  running.push(dispatcher);
};

const hook = async ({ sid: accountSid }: Credentials, fields: Readonly<Record<string, string>> = {}) => {
  const all = { Url: receiver.url, Events: 'changes', ...fields };
  const outcome = await tree.provisioning.resources.Webhook.create({ accountSid, fields: all });
  if (outcome.kind !== 'created') throw new Error(JSON.stringify(outcome));
  receiver.secret = outcome.resource.secret ?? '';
  return { accountSid, sid: outcome.resource.sid };
};

const client = async ({ sid: accountSid }: Credentials, Login: string): Promise<string> => {
  const fields = { Login, Password: 'x' };
  const outcome = await tree.provisioning.resources.Client.create({ accountSid, fields });
  if (outcome.kind !== 'created') throw new Error(outcome.kind);
  return outcome.resource.sid;
};

const told = (type?: string): readonly unknown[] =>
  receiver.received
    .filter((message) => message.status < 300 && (type === undefined || message.type === type))
    .map(({ data }) => data['sid']);

const tells = (...sids: readonly string[]): Promise<unknown> =>
  waitFor(() => expect(told()).toEqual(sids) === undefined, { what: `to tell of ${sids.length}` });

describe('what a webhook is told', () => {
  it('is what happens after it was made, in order, signed, of its account and of those below', async () => {
    const account = await tree.below(tree.root);
    const sibling = await tree.below(tree.root);
    await client(account, 'before');
    await hook(account);
    start();
    const first = await client(account, 'first');
    await client(sibling, 'elsewhere');
    await client(tree.root, 'above');
    const below = await tree.below(account);
    const second = await client(below, 'second');
    await tells(first, below.sid, second);
    expect(receiver.received.every(({ signed }) => signed)).toBe(true);
  });

  it('are not the changes of webhooks themselves', async () => {
    const account = await tree.below(tree.root);
    await hook(account);
    start();
    await hook(account, { Status: 'disabled' });
    const sid = await client(account, 'alice');
    await tells(sid);
  });

  it('is that units have a change, or that it takes too long, or that some are silent', async () => {
    const account = await tree.below(tree.root);
    await hook(account, { Events: 'propagation' });
    start();
    const first = await client(account, 'first');
    await waitFor(() => told('PropagationInSync').includes(first));
    receipt = { status: 'PARTIAL', units: [{ unit: 'cp-9', status: 'UNREACHABLE' }] } as unknown as Receipt;
    const second = await client(account, 'second');
    await waitFor(() => told('PropagationPartial').includes(second));
    expect(receiver.received.at(-1)?.data).toMatchObject({ status: 'PARTIAL', units: 1, lacking: ['cp-9'] });
    receipt = { status: 'PENDING', units: [] } as unknown as Receipt;
    const third = await client(account, 'third');
    await waitFor(() => told('PropagationOverdue').includes(third));
    expect(told('ClientCreated')).toEqual([]);
  });
});

describe('a webhook that fails', () => {
  it('is told again until it takes what it was told, the same under the same id', async () => {
    const account = await tree.below(tree.root);
    await hook(account);
    receiver.status = 500;
    start();
    const sids = [await client(account, 'one'), await client(account, 'two')];
    await waitFor(() => receiver.received.length >= 3);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(1);
    receiver.status = 200;
    await tells(...sids);
    expect(useless).toEqual([]);
  });

  it('is disabled when it has failed for long, also over restarts, and goes on where it was', async () => {
    const account = await tree.below(tree.root);
    const { accountSid, sid } = await hook(account);
    receiver.status = 500;
    start(() => true, { patienceMs: 60_000 });
    const missed = await client(account, 'missed');
    const failing = `webhook/${sid}/failing`;
    await waitFor(async () => (await tree.store.cursors.load(failing)) !== null);
    await stopAll();
    await tree.store.cursors.save(failing, { revision: 0, failingSince: Date.now() - 60_001 });
    start(() => true, { patienceMs: 60_000 });
    const { Webhook } = tree.provisioning.resources;
    await waitFor(async () => (await Webhook.get(accountSid, sid))?.state.status === 'disabled');
    expect(useless).toEqual([expect.stringMatching(/^nothing was taken since .*: it answered 500$/)]);
    receiver.status = 200;
    await Webhook.update({ accountSid, sid, fields: { Status: 'active' } });
    await tells(missed);
    expect((await tree.store.cursors.load(failing))?.failingSince ?? null).toBeNull();
  });

  it('holds up no other one', async () => {
    const account = await tree.below(tree.root);
    await hook(account, { Url: 'http://127.0.0.1:9/' });
    await hook(account);
    start();
    await tells(await client(account, 'alice'));
  });

  it('is at once of no use where it answers 410', async () => {
    const account = await tree.below(tree.root);
    await hook(account);
    receiver.status = 410;
    start();
    await client(account, 'alice');
    await waitFor(() => useless.length === 1);
    expect(useless[0]).toMatch(/410 Gone$/);
  });
});

describe('delivering', () => {
  it('loses nothing when the journal’s database fails in between', async () => {
    const account = await tree.below(tree.root);
    const below = await tree.below(account);
    await hook(account);
    const sids = [await client(below, 'one'), await client(below, 'two')];
    let failures = 3;
    start(
      () => true,
      {},
      async (sid) => {
        if (failures-- > 0) throw new TandemError('JOURNAL_UNAVAILABLE', 'the database is away');
        return tree.accounts.find(sid);
      },
    );
    await tells(...sids);
    expect(failures).toBeLessThan(0);
  });

  it('goes on where another process ended, and is one process’s at a time', async () => {
    const account = await tree.below(tree.root);
    await hook(account);
    let turn = 'first';
    start(() => turn === 'first');
    start(() => turn === 'second');
    const sids = [await client(account, 'one')];
    await tells(...sids);
    turn = 'second';
    for (const login of ['two', 'three']) sids.push(await client(account, login));
    await tells(...sids);
  });

  it('waits while the account is out of service', async () => {
    const account = await tree.below(tree.root);
    await hook(account);
    await tree.change(account.sid, { Status: 'suspended' });
    start();
    const sid = await client(account, 'alice');
    await tree.change(account.sid, { FriendlyName: 'later' });
    expect(told()).toEqual([]);
    await tree.change(account.sid, { Status: 'active' });
    await waitFor(() => told('ClientCreated').includes(sid));
  });

  it('ends with the webhook, of which nothing is kept', async () => {
    const account = await tree.below(tree.root);
    const { accountSid, sid } = await hook(account);
    start();
    await tells(await client(account, 'alice'));
    const reader = `webhook/${sid}/changes`;
    await waitFor(async () => (await tree.store.cursors.load(reader)) !== null);
    await tree.provisioning.resources.Webhook.delete({ accountSid, sid });
    await waitFor(async () => (await tree.store.cursors.load(reader)) === null);
    await client(account, 'bob');
    await stopAll();
    expect(told()).toHaveLength(1);
  });
});

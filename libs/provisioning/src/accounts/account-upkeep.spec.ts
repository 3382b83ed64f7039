import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { silentLogger } from '@tandem/telemetry';
import { openAccountTree, ROOT } from '../testing/account-tree.ts';
import type { AccountTree, Credentials } from '../testing/account-tree.ts';
import { AccountUpkeep } from './account-upkeep.ts';

const WRITE_DEADLINE_MS = 30_000;

let tree: AccountTree;
let account: Credentials;
let below: Credentials;
let upkeep: AccountUpkeep;

const newUpkeep = (): AccountUpkeep =>
  new AccountUpkeep({
    provisioning: tree.provisioning,
    rootSid: ROOT,
    clock: tree.clock,
    logger: silentLogger,
    isOurs: () => true,
    writeDeadlineMs: WRITE_DEADLINE_MS,
  });

beforeEach(async () => {
  tree = await openAccountTree();
  account = await tree.below(tree.root);
  below = await tree.below(account);
  upkeep = newUpkeep();
});
afterEach(async () => {
  await upkeep.stop();
  await tree.close();
});

const clientOf = async (accountSid: string, Login: string): Promise<void> => {
  const { Client } = tree.provisioning.resources;
  const outcome = await Client.create({ accountSid, fields: { Login, Password: 'x' } });
  if (outcome.kind !== 'created') throw new Error(outcome.kind);
};

const fill = async ({ sid: accountSid }: Credentials, name: string): Promise<void> => {
  const { Application, Number } = tree.provisioning.resources;
  const made = await Application.create({ accountSid, fields: { FriendlyName: name } });
  const VoiceApplicationSid = made.kind === 'created' ? made.resource.sid : '';
  await Number.create({ accountSid, fields: { PhoneNumber: name, IsSIP: 'true', VoiceApplicationSid } });
  await clientOf(accountSid, name);
};

const left = async (): Promise<number> => {
  const { Client, Application, Number } = tree.provisioning.resources;
  let count = 0;
  for (const { sid: accountSid } of [account, below, tree.root]) {
    for (const kind of [Client, Application, Number]) {
      count += (await kind.page({ accountSid, pageSize: 10 }))?.total ?? 0;
    }
  }
  return count;
};

const statuses = async (): Promise<readonly string[]> =>
  Promise.all([account, below].map(async ({ sid }) => (await tree.view(sid)).status));

/** Each of the two levels is seen empty twice. */
const rounds = async (): Promise<void> => {
  for (let round = 0; round < 5; round += 1) {
    await upkeep.round();
    tree.clock.advance(WRITE_DEADLINE_MS);
  }
};

describe('closing an account', () => {
  it('deletes all that it and those below it have, then closes them, and touches no other', async () => {
    await fill(account, 'one');
    await fill(below, 'two');
    await fill(tree.root, 'three');
    await tree.change(account.sid, { Status: 'closed' });
    expect(await statuses()).toEqual(['closing', 'active']);
    await rounds();
    expect(await statuses()).toEqual(['closed', 'closed']);
    expect(await left()).toBe(3);
    expect(await tree.view(ROOT)).toMatchObject({ status: 'active' });
  });

  it('waits for writes that were let in before, and deletes what they bring', async () => {
    await tree.change(below.sid, { Status: 'closed' });
    await upkeep.round();
    tree.clock.advance(WRITE_DEADLINE_MS - 1);
    await clientOf(below.sid, 'late');
    await upkeep.round();
    expect(await left()).toBe(0);
    tree.clock.advance(WRITE_DEADLINE_MS - 1);
    await upkeep.round();
    expect(await statuses()).toEqual(['active', 'closing']);
    await rounds();
    expect(await statuses()).toEqual(['active', 'closed']);
  });

  it('is gone on with by another process, wherever it was broken off', async () => {
    await fill(account, 'one');
    await tree.change(account.sid, { Status: 'closed' });
    await upkeep.round();
    await upkeep.stop();
    upkeep = newUpkeep();
    await rounds();
    expect(await statuses()).toEqual(['closed', 'closed']);
  });

  it('leaves accounts alone that are only suspended', async () => {
    await fill(account, 'one');
    await tree.change(account.sid, { Status: 'suspended' });
    await rounds();
    expect(await statuses()).toEqual(['suspended', 'active']);
    expect(await left()).toBe(3);
  });

  it('is final', async () => {
    await tree.change(account.sid, { Status: 'closed' });
    await tree.change(account.sid, { Status: 'active', FriendlyName: 'x' });
    expect(await statuses()).toEqual(['closing', 'active']);
  });
});

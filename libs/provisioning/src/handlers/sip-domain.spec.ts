import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { digestCredentials, unsealCredentials } from '@tandem/contracts';
import { testKeyRing } from '@tandem/contracts/testing';
import { silentLogger } from '@tandem/telemetry';
import { AccountUpkeep } from '../accounts/account-upkeep.ts';
import { openAccountTree, ROOT } from '../testing/account-tree.ts';
import type { AccountTree, Credentials } from '../testing/account-tree.ts';

const WRITE_DEADLINE_MS = 30_000;

let tree: AccountTree;
let upkeep: AccountUpkeep;

beforeEach(async () => {
  tree = await openAccountTree();
  upkeep = new AccountUpkeep({
    provisioning: tree.provisioning,
    rootSid: ROOT,
    clock: tree.clock,
    logger: silentLogger,
    isOurs: () => true,
    writeDeadlineMs: WRITE_DEADLINE_MS,
  });
});
afterEach(async () => {
  await upkeep.stop();
  await tree.close();
});

const set = async ({ sid }: Credentials, SipDomain: string, force = false) =>
  tree.provisioning.accounts.update({ account: await tree.view(sid), fields: { SipDomain }, force });

const alias = async ({ sid }: Credentials, name: string) =>
  tree.provisioning.accounts.addAlias({ account: await tree.view(sid), name });

const unalias = async ({ sid }: Credentials, name: string) =>
  tree.provisioning.accounts.removeAlias({ account: await tree.view(sid), name });

const client = async ({ sid: accountSid }: Credentials, Login: string) => {
  const fields = { Login, Password: 'secret' };
  const outcome = await tree.provisioning.resources.Client.create({ accountSid, fields });
  return outcome.kind === 'created' ? outcome.resource.sid : outcome.kind;
};

const settled = async (): Promise<void> => {
  await upkeep.round();
  await upkeep.round();
  tree.clock.advance(WRITE_DEADLINE_MS);
  await upkeep.round();
};

const rowOf = async (sid: string) => {
  const row = await tree.store.readModel.get(sid);
  if (row === null) throw new Error(`no row of ${sid}`);
  return row;
};

/** The digests of what is stored of a Client, opened. */
const digestsOf = async (sid: string) =>
  unsealCredentials(testKeyRing, sid, (await rowOf(sid)).credentials ?? '');

const inRealm = (login: string, domain: string) => digestCredentials({ login, domain, password: 'secret' });

describe('a SIP domain of its own', () => {
  it('is that of the account and of those below it, which log in apart from others', async () => {
    const account = await tree.below(tree.root, { SipDomain: 'One.Example' });
    const below = await tree.below(account);
    expect(await tree.view(below.sid)).toMatchObject({
      sipDomain: 'one.example',
      domainOwnerSid: account.sid,
    });
    const sid = await client(account, 'alice');
    expect(await digestsOf(sid)).toEqual(inRealm('alice', 'one.example'));
    expect(await client(tree.root, 'alice')).toMatch(/^CL/);
    expect(await client(below, 'alice')).toBe('name-taken');
  });

  it('is one account’s alone, whatever its case, also against aliases and the installation’s own', async () => {
    const first = await tree.below(tree.root, { SipDomain: 'one.example' });
    const second = await tree.below(tree.root, { SipDomain: 'two.example' });
    expect(await set(second, 'ONE.example')).toEqual({ kind: 'name-taken' });
    expect(await alias(second, 'one.example')).toEqual({ kind: 'name-taken' });
    expect(await alias(first, 'alias.example')).toMatchObject({ kind: 'added' });
    expect(await alias(first, 'Alias.example')).toEqual({ kind: 'name-taken' });
    expect(await set(second, 'alias.example')).toEqual({ kind: 'name-taken' });
    expect(await set(second, 'Tandem.test')).toEqual({ kind: 'name-taken' });
    const parent = await tree.view(ROOT);
    const fields = { SipDomain: 'one.example' };
    expect(await tree.provisioning.accounts.create({ parent, fields })).toMatchObject({ kind: 'name-taken' });
  });

  it('has one winner of two that ask at once', async () => {
    const [first, second] = [await tree.below(tree.root), await tree.below(tree.root)];
    const outcomes = await Promise.all([set(first, 'one.example'), set(second, 'one.example')]);
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['name-taken', 'updated']);
  });

  it('is not given to an account that has Clients or numbers, its own or below', async () => {
    const account = await tree.below(tree.root);
    const below = await tree.below(account);
    const sid = await client(below, 'alice');
    expect(await set(account, 'one.example')).toEqual({ kind: 'domain-populated', users: [sid] });
    await tree.provisioning.resources.Client.delete({ accountSid: below.sid, sid });
    expect(await set(account, 'one.example')).toMatchObject({ kind: 'updated' });
  });

  it('is judged after the version and the name itself', async () => {
    const account = await tree.below(tree.root);
    await client(account, 'alice');
    const place = { account: await tree.view(account.sid) };
    const { accounts } = tree.provisioning;
    const stale = { ...place, fields: { SipDomain: 'one.example' }, ifVersions: [7] };
    expect(await accounts.update(stale)).toEqual({ kind: 'version-mismatch', version: 1 });
    expect(await set(account, '10.0.0.1')).toMatchObject({ kind: 'invalid', problems: [{ code: 21343 }] });
  });
});

describe('renaming a SIP domain', () => {
  it('makes all digests anew, leaves the name before as an alias, and says when it is done', async () => {
    const account = await tree.below(tree.root, { SipDomain: 'old.example' });
    const below = await tree.below(account);
    const [alice, bob] = [await client(account, 'alice'), await client(below, 'bob')];
    await settled();
    expect(await set(account, 'new.example')).toMatchObject({
      kind: 'updated',
      resource: { state: { sipDomainAliases: ['old.example'], sipDomainMoving: true } },
    });
    expect(await set(account, 'newer.example')).toEqual({ kind: 'domain-moving' });
    await upkeep.round();
    expect(await digestsOf(alice)).toEqual(inRealm('alice', 'new.example'));
    expect(await digestsOf(bob)).toEqual(inRealm('bob', 'new.example'));
    expect(await rowOf(below.sid)).toMatchObject({ domain: 'new.example' });
    await settled();
    expect(await rowOf(account.sid)).toMatchObject({
      domain: 'new.example',
      state: { sipDomainMoving: false },
    });
    const [, moved] = (await tree.provisioning.resources.Client.history(account.sid, alice)) ?? [];
    expect(moved).toMatchObject({ type: 'ClientUpdated', changed: ['domain'] });
  });

  it('moves what a write brings that was let in before, too', async () => {
    const account = await tree.below(tree.root);
    expect(await set(account, 'one.example')).toMatchObject({ kind: 'updated' });
    await upkeep.round();
    tree.clock.advance(WRITE_DEADLINE_MS - 1);
    const late = await client(account, 'late');
    await tree.store.readModel.upsert([{ ...(await rowOf(late)), version: 2, domain: 'tandem.test' }]);
    await upkeep.round();
    expect((await rowOf(account.sid)).state).toMatchObject({ sipDomainMoving: true });
  });

  it('takes a new password that is set on the way', async () => {
    const account = await tree.below(tree.root, { SipDomain: 'old.example' });
    const alice = await client(account, 'alice');
    await settled();
    await set(account, 'new.example');
    const fields = { Password: 'other' };
    await tree.provisioning.resources.Client.update({ accountSid: account.sid, sid: alice, fields });
    await upkeep.round();
    expect(await digestsOf(alice)).toEqual(
      digestCredentials({ login: 'alice', domain: 'new.example', password: 'other' }),
    );
  });

  it('names the Clients whose passwords cannot be read, unless it is forced', async () => {
    const account = await tree.below(tree.root, { SipDomain: 'old.example' });
    const alice = await client(account, 'alice');
    await settled();
    await tree.store.readModel.upsert([{ ...(await rowOf(alice)), version: 2, password: null }]);
    const refused = { kind: 'passwords-unreadable', clients: [alice], total: 1 };
    expect(await set(account, 'new.example')).toEqual(refused);
    expect(await set(account, 'new.example', true)).toMatchObject({ kind: 'updated' });
  });

  it('goes back to an alias, and numbers go along', async () => {
    const account = await tree.below(tree.root, { SipDomain: 'old.example' });
    const fields = { PhoneNumber: '+15105551234' };
    const made = await tree.provisioning.resources.Number.create({ accountSid: account.sid, fields });
    const sid = made.kind === 'created' ? made.resource.sid : '';
    await settled();
    await set(account, 'new.example');
    await settled();
    expect(await rowOf(sid)).toMatchObject({ domain: 'new.example', version: 2 });
    await set(account, 'old.example');
    await settled();
    expect(await rowOf(sid)).toMatchObject({ domain: 'old.example', version: 3 });
    expect((await tree.view(account.sid)).sipDomainAliases).toEqual(['new.example']);
  });
});

describe('aliases of a SIP domain', () => {
  it('are for a domain of its own, are free again when removed, and bounded', async () => {
    const [account, other] = [
      await tree.below(tree.root),
      await tree.below(tree.root, { SipDomain: 'b.example' }),
    ];
    expect(await alias(account, 'x.example')).toEqual({ kind: 'no-domain' });
    await set(account, 'a.example');
    expect(await alias(account, 'not a name')).toMatchObject({
      kind: 'invalid',
      problems: [{ field: 'Name' }],
    });
    for (let index = 0; index < 20; index += 1) {
      expect(await alias(account, `x${index}.example`)).toMatchObject({ kind: 'added' });
    }
    expect(await alias(account, 'x20.example')).toEqual({ kind: 'too-many' });
    expect(await alias(other, 'x7.example')).toEqual({ kind: 'name-taken' });
    expect(await unalias(account, 'X7.example')).toMatchObject({ kind: 'removed' });
    expect(await unalias(account, 'x7.example')).toEqual({ kind: 'not-found' });
    expect(await alias(other, 'x7.example')).toMatchObject({ kind: 'added' });
  });

  it('go with the account: when it is closed all its names are free', async () => {
    const account = await tree.below(tree.root, { SipDomain: 'a.example' });
    await alias(account, 'b.example');
    await tree.change(account.sid, { Status: 'closed' });
    await settled();
    expect(await rowOf(account.sid)).toMatchObject({ state: { status: 'closed', sipDomain: null } });
    const next = await tree.below(tree.root, { SipDomain: 'a.example' });
    expect(await alias(next, 'b.example')).toMatchObject({ kind: 'added' });
  });
});

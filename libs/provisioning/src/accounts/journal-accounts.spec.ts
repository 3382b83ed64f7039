import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openAccountTree, ROOT, TREE_TOKEN } from '../testing/account-tree.ts';
import type { AccountTree, Credentials } from '../testing/account-tree.ts';
import { ensureRootAccount } from './root-account.ts';

let tree: AccountTree;
let child: Credentials;
let grandchild: Credentials;

beforeEach(async () => {
  tree = await openAccountTree();
  child = await tree.below(tree.root, { FriendlyName: 'Child' });
  grandchild = await tree.below(child);
});
afterEach(() => tree.close());

const authenticated = async ({ sid, token }: Credentials, accounts = tree.accounts): Promise<boolean> =>
  (await accounts.authenticate(sid, token)).kind === 'authenticated';

describe('the account at the top', () => {
  it('is put into the journal once, however many processes start', async () => {
    const config = { sid: ROOT, authToken: TREE_TOKEN, sipDomain: 'tandem.test' };
    const random = { bytes: (count: number) => Buffer.alloc(count, 3), float: () => 0 };
    expect(await ensureRootAccount(config, { store: tree.store, clock: tree.clock, random })).toBeNull();
    const other = { ...config, sid: `AC${'9'.repeat(32)}` };
    const made = await Promise.all(
      [1, 2, 3].map(() => ensureRootAccount(other, { store: tree.store, clock: tree.clock, random })),
    );
    expect(made.filter((event) => event !== null).length).toBeGreaterThanOrEqual(1);
    expect(await tree.store.journal.readStream(other.sid)).toHaveLength(1);
  });

  it('is opened by the configured token, and by one that was made for it too', async () => {
    expect(await authenticated(tree.root)).toBe(true);
    const account = await tree.view(ROOT);
    const rotated = await tree.provisioning.accounts.rotateToken({ account, graceMs: 0 });
    expect(rotated.kind).toBe('rotated');
    const token = rotated.kind === 'rotated' ? rotated.authToken : '';
    expect(await authenticated({ sid: ROOT, token })).toBe(true);
    expect(await authenticated(tree.root)).toBe(true);
  });
});

describe('accounts below it', () => {
  it('are opened by their own token alone', async () => {
    expect(await authenticated(child)).toBe(true);
    for (const wrong of [
      { sid: child.sid, token: tree.root.token },
      { sid: child.sid, token: grandchild.token },
      { sid: ROOT, token: child.token },
      { sid: `AC${'0'.repeat(32)}`, token: child.token },
      { sid: 'nonsense', token: '' },
    ]) {
      expect(await authenticated(wrong)).toBe(false);
    }
  });

  it('have the domain and the level that their place in the tree gives them', async () => {
    expect(await tree.view(grandchild.sid)).toMatchObject({
      level: 3,
      parentSid: child.sid,
      sipDomain: 'tandem.test',
      sipDomainAliases: [],
      domainOwnerSid: ROOT,
      effectiveStatus: 'active',
    });
    const parent = await tree.view(grandchild.sid);
    expect(await tree.provisioning.accounts.create({ parent, fields: {} })).toEqual({ kind: 'too-deep' });
  });

  it('are opened to those above them, and to nobody else', async () => {
    const sibling = await tree.below(tree.root);
    const of = async (caller: Credentials, sid: string): Promise<string> =>
      (await tree.accounts.access(await tree.view(caller.sid), sid)).kind;
    const granted: readonly (readonly [Credentials, string])[] = [
      [tree.root, ROOT],
      [tree.root, child.sid],
      [tree.root, grandchild.sid],
      [child, child.sid],
      [child, grandchild.sid],
    ];
    for (const [caller, sid] of granted) expect(await of(caller, sid)).toBe('granted');
    const forbidden: readonly (readonly [Credentials, string])[] = [
      [child, ROOT],
      [grandchild, child.sid],
      [sibling, child.sid],
      [sibling, grandchild.sid],
      [tree.root, `AC${'0'.repeat(32)}`],
      [tree.root, 'nonsense'],
    ];
    for (const [caller, sid] of forbidden) expect(await of(caller, sid)).toBe('forbidden');
  });

  it('are out of service with one above them', async () => {
    await tree.change(child.sid, { Status: 'suspended' });
    expect(await tree.view(grandchild.sid)).toMatchObject({ status: 'active', effectiveStatus: 'suspended' });
    await tree.change(grandchild.sid, { Status: 'closed' });
    await tree.change(child.sid, { Status: 'active' });
    expect(await tree.view(grandchild.sid)).toMatchObject({ effectiveStatus: 'closing' });
    expect(await tree.view(child.sid)).toMatchObject({ effectiveStatus: 'active' });
  });
});

describe('a token that is replaced', () => {
  it('goes on for its grace period beside the new one', async () => {
    const account = await tree.view(child.sid);
    const rotated = await tree.provisioning.accounts.rotateToken({ account, graceMs: 5000 });
    const fresh = { sid: child.sid, token: rotated.kind === 'rotated' ? rotated.authToken : '' };
    expect([await authenticated(child), await authenticated(fresh)]).toEqual([true, true]);
    tree.clock.advance(5000);
    expect([await authenticated(child), await authenticated(fresh)]).toEqual([false, true]);
    const events = await tree.provisioning.resources.Account.history(ROOT, child.sid);
    expect(events?.at(-1)).toMatchObject({ type: 'AccountUpdated', changed: ['authToken'] });
    expect(JSON.stringify(events)).not.toMatch(/hash|until/);
  });

  it('is known to other processes within a second', async () => {
    const other = tree.another();
    expect(await authenticated(child, other)).toBe(true);
    const account = await tree.view(child.sid);
    await tree.provisioning.accounts.rotateToken({ account, graceMs: 0 });
    tree.clock.advance(1000);
    expect(await authenticated(child, other)).toBe(false);
  });
});

it('a repeated creation makes nothing, and shows no token again', async () => {
  const parent = await tree.view(ROOT);
  const command = { parent, fields: { FriendlyName: 'Once' }, idempotencyKey: 'key' };
  const first = await tree.provisioning.accounts.create(command);
  const again = await tree.provisioning.accounts.create(command);
  expect(first).toMatchObject({ kind: 'created', replayed: false, authToken: expect.any(String) });
  expect(again).toMatchObject({ kind: 'created', replayed: true, authToken: null });
});

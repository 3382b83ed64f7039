import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openAccountTree } from '@tandem/provisioning/testing';
import type { AccountTree, Credentials } from '@tandem/provisioning/testing';
import { createManagementApi } from '../create-management-api.ts';
import { basic, noMessaging, noReceipts, noRecords } from '../testing/api-under-test.ts';

// Every route of the API, as its own document lists them, for every kind of caller: whoever may not is told so, with the
// right code, and whoever may is not.

interface Route {
  readonly method: string;
  /** With `{AccountSid}` where the account stands. */
  readonly path: string;
}

interface Outcome {
  readonly status: number;
  readonly code: number | undefined;
}

let tree: AccountTree;
let app: NestFastifyApplication;
let base: string;
let routes: readonly Route[];

const call = async (
  { method, path }: Route,
  account: string,
  caller: Credentials | null,
): Promise<Outcome> => {
  const url = path.replace('{AccountSid}', account).replace(/\{\w+\}/, `CL${'0'.repeat(32)}`);
  const response = await fetch(`${base}${url}`, {
    method,
    headers: {
      accept: 'application/json',
      ...(caller && { authorization: basic(caller.sid, caller.token) }),
      ...(path.endsWith('/Import') && { 'content-type': 'text/csv' }),
    },
    ...(path.endsWith('/Import') && { body: 'Login,Password\n' }),
  });
  const text = await response.text();
  const code = response.ok || text === '' ? undefined : (JSON.parse(text) as { code?: number }).code;
  return { status: response.status, code };
};

const readRoutes = async (): Promise<readonly Route[]> => {
  const document = (await (await fetch(`${base}/docs-json`)).json()) as {
    readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  };
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
  // Last, as it replaces what the others call with.
  return all.toSorted((a, b) => Number(a.path.endsWith('AuthToken')) - Number(b.path.endsWith('AuthToken')));
};

beforeEach(async () => {
  tree = await openAccountTree();
  const { provisioning, accounts } = tree;
  app = await createManagementApi({
    provisioning,
    accounts,
    receipts: noReceipts(),
    records: noRecords(),
    messaging: noMessaging,
  });
  await app.listen(0, '127.0.0.1');
  base = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
  routes = await readRoutes();
});
afterEach(async () => {
  await app.close();
  await tree.close();
});

const ALLOWED = 'allowed';
type Expected = typeof ALLOWED | 21201 | 21202 | 21203 | 21213 | 21214;

const verdict = ({ status, code }: Outcome): number | string =>
  status === 401 || status === 403 ? (code ?? status) : ALLOWED;

/** What becomes of each route, other than expected. */
const surprises = async (
  account: string,
  caller: Credentials | null,
  expected: (route: Route) => Expected,
): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const route of routes) {
    const outcome = verdict(await call(route, account, caller));
    const wanted = expected(route);
    if (outcome !== wanted) found.push(`${route.method} ${route.path}: ${outcome} instead of ${wanted}`);
  }
  return found;
};

const looks = ({ method }: Route): boolean => method === 'GET';
/** Routes that name no account are about the caller's own. */
const isOwn = ({ path }: Route): boolean => !path.includes('{AccountSid}');
const isAccount = ({ path }: Route): boolean => path.endsWith('/{AccountSid}');

/** Names of SIP domains are given by accounts above alone. */
const namesDomain = (route: Route): boolean => route.path.includes('/SipDomainAliases') && !looks(route);
const own = (route: Route): Expected => (namesDomain(route) ? 21214 : ALLOWED);

describe('every route', () => {
  it('is more than a handful', () => {
    expect(routes.length).toBeGreaterThan(25);
  });

  it('is open to the account itself, and to one above it', async () => {
    const account = await tree.below(tree.root);
    const below = await tree.below(account);
    expect(await surprises(account.sid, account, own)).toEqual([]);
    expect(await surprises(below.sid, tree.root, () => ALLOWED)).toEqual([]);
  });

  it('is closed to those below, beside and elsewhere, whether or not the account exists', async () => {
    const account = await tree.below(tree.root);
    const below = await tree.below(account);
    const sibling = await tree.below(tree.root);
    const closed = (route: Route): Expected => (isOwn(route) ? ALLOWED : 21202);
    expect(await surprises(account.sid, below, closed)).toEqual([]);
    expect(await surprises(account.sid, sibling, closed)).toEqual([]);
    expect(await surprises(tree.root.sid, sibling, closed)).toEqual([]);
    expect(await surprises(`AC${'0'.repeat(32)}`, tree.root, closed)).toEqual([]);
  });

  it('asks for credentials: none, another account’s, and replaced ones are refused', async () => {
    const account = await tree.below(tree.root);
    const other = await tree.below(tree.root);
    expect(await surprises(account.sid, null, () => 21201)).toEqual([]);
    const mixed = { sid: account.sid, token: other.token };
    expect(await surprises(account.sid, mixed, () => 21201)).toEqual([]);
    await tree.provisioning.accounts.rotateToken({ account: await tree.view(account.sid), graceMs: 0 });
    expect(await surprises(account.sid, account, () => 21201)).toEqual([]);
  });

  it('is open to a key of the account as its role allows, until it is revoked', async () => {
    const account = await tree.below(tree.root);
    const { accounts } = tree.provisioning;
    const target = await tree.view(account.sid);
    const made = await accounts.createKey({ account: target, fields: { Role: 'viewer' } });
    if (made.kind !== 'created') throw new Error(made.kind);
    const key = { sid: account.sid, token: made.secret };
    expect(await surprises(account.sid, key, (route) => (looks(route) ? ALLOWED : 21213))).toEqual([]);
    await accounts.revokeKey({ account: target, sid: made.key.sid });
    expect(await surprises(account.sid, key, () => 21201)).toEqual([]);
  });

  it('shows viewers everything and lets them change nothing; developers change all but accounts', async () => {
    const viewer = await tree.below(tree.root, { Role: 'viewer' });
    const developer = await tree.below(tree.root, { Role: 'developer' });
    expect(await surprises(viewer.sid, viewer, (route) => (looks(route) ? ALLOWED : 21213))).toEqual([]);
    const ofAccounts = (route: Route): boolean =>
      isOwn(route) || isAccount(route) || /\/(AuthToken|Keys.*|SipDomainAliases.*)$/.test(route.path);
    expect(
      await surprises(developer.sid, developer, (route) =>
        looks(route) || !ofAccounts(route) ? ALLOWED : 21213,
      ),
    ).toEqual([]);
  });

  it.each(['suspended', 'closed'] as const)('is closed to an account that is %s', async (status) => {
    const account = await tree.below(tree.root);
    await tree.change(account.sid, { Status: status });
    expect(await surprises(account.sid, account, () => 21203)).toEqual([]);
    const fromAbove = (route: Route): Expected => {
      if (isOwn(route) || (isAccount(route) && (looks(route) || status === 'suspended'))) return ALLOWED;
      return 21203;
    };
    expect(await surprises(account.sid, tree.root, fromAbove)).toEqual([]);
  });

  it('is closed to one below an account that is suspended', async () => {
    const account = await tree.below(tree.root);
    const below = await tree.below(account);
    await tree.change(account.sid, { Status: 'suspended' });
    expect(await surprises(below.sid, below, () => 21203)).toEqual([]);
  });
});

import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callRecord } from '@tandem/contracts/testing';
import { openAccountTree } from '@tandem/provisioning/testing';
import type { AccountTree, Credentials } from '@tandem/provisioning/testing';
import { RecordsWorld } from '@tandem/records/testing';
import { waitFor } from '@tandem/testing';
import { createManagementApi } from '../create-management-api.ts';
import { basic, noMessaging, noReceipts } from '../testing/api-under-test.ts';

interface Page {
  readonly total: number;
  readonly next_page_uri: string | null;
  readonly calls: readonly { readonly sid: string; readonly account_sid: string }[];
}

let tree: AccountTree;
let world: RecordsWorld;
let app: NestFastifyApplication;
let origin: string;
let account: Credentials;
let below: Credentials;
let sibling: Credentials;

const sid = (index: number): string => `CA${String(index).padStart(32, '0')}`;

beforeAll(async () => {
  tree = await openAccountTree();
  world = await RecordsWorld.open();
  await world.records.start();
  account = await tree.below(tree.root);
  below = await tree.below(account);
  sibling = await tree.below(tree.root);
  const owners = [account, below, sibling];
  const calls = Array.from({ length: 30 }, (_, index) =>
    callRecord({
      sid: sid(index),
      accountSid: owners[index % 3]?.sid ?? '',
      startedAt: new Date(Date.UTC(2026, 1, 28, 0, index)).toISOString(),
    }),
  );
  await world.write(...calls);
  for (const owner of owners) await waitFor(() => world.total(owner.sid) === 10);
  const { provisioning, accounts } = tree;
  app = await createManagementApi({
    provisioning,
    accounts,
    receipts: noReceipts(),
    records: world.records,
    messaging: noMessaging,
  });
  await app.listen(0, '127.0.0.1');
  origin = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
});
afterAll(async () => {
  await app.close();
  await world.close();
  await tree.close();
});

const get = async (path: string, as: Credentials): Promise<{ status: number; text: string }> => {
  const response = await fetch(`${origin}${path}`, { headers: { authorization: basic(as.sid, as.token) } });
  return { status: response.status, text: await response.text() };
};
const pathOf = ({ sid: owner }: Credentials, query: string): string =>
  `/2012-04-24/Accounts/${owner}/Calls${query}`;
const page = async (path: string, as: Credentials): Promise<Page> =>
  JSON.parse((await get(path, as)).text) as Page;

describe('calls with SubAccounts=true', () => {
  it('are those of the account and of all below it, newest first', async () => {
    const own = await page(pathOf(account, '.json'), account);
    expect(own.total).toBe(10);
    const all = await page(pathOf(account, '.json?SubAccounts=true'), account);
    expect(all.total).toBe(20);
    const wanted = Array.from({ length: 30 }, (_, index) => 29 - index).filter((index) => index % 3 !== 2);
    expect(all.calls.map((call) => call.sid)).toEqual(wanted.map(sid));
    expect((await page(pathOf(tree.root, '.json?SubAccounts=true'), tree.root)).total).toBe(30);
    expect((await page(pathOf(below, '.json?SubAccounts=true'), below)).total).toBe(10);
  });

  it('come page by page, each once', async () => {
    const seen: string[] = [];
    let next: string | null = pathOf(account, '.json?SubAccounts=true&PageSize=7');
    while (next !== null) {
      const found: Page = await page(next, account);
      seen.push(...found.calls.map((call) => call.sid));
      next = found.next_page_uri;
    }
    expect([seen.length, new Set(seen).size]).toEqual([20, 20]);
  });

  it('are in the CSV too', async () => {
    const { text } = await get(pathOf(account, '.csv?SubAccounts=True'), account);
    expect(text.trim().split('\n')).toHaveLength(21);
  });

  it.each(['SubAccounts=', 'SubAccounts=1', 'SubAccounts=true&Page=100000'])('refuse %s', async (query) => {
    const { status, text } = await get(pathOf(account, `.json?${query}`), account);
    expect(status).toBe(400);
    expect(JSON.parse(text)).toMatchObject({ code: 21107 });
  });
});

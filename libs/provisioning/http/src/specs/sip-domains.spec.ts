import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openAccountTree } from '@tandem/provisioning/testing';
import type { AccountTree, Credentials } from '@tandem/provisioning/testing';
import { createManagementApi } from '../create-management-api.ts';
import { basic, noMessaging, noReceipts, noRecords } from '../testing/api-under-test.ts';

let tree: AccountTree;
let app: NestFastifyApplication;
let base: string;

beforeAll(async () => {
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
  base = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}/2012-04-24/Accounts`;
});
afterAll(async () => {
  await app.close();
  await tree.close();
});

const ask = async (
  method: string,
  path: string,
  form?: Readonly<Record<string, string>>,
  as: Credentials = tree.root,
) => {
  const response = await fetch(`${base}${path}`, {
    method,
    headers: { accept: 'application/json', authorization: basic(as.sid, as.token) },
    ...(form && { body: new URLSearchParams(form) }),
  });
  const text = await response.text();
  const isJson = text.startsWith('{') || text.startsWith('[');
  const body = (isJson ? JSON.parse(text) : {}) as Readonly<Record<string, unknown>>;
  return { status: response.status, body, text, headers: response.headers };
};

describe('the SIP domain of an account', () => {
  it('is given with its creation or later, and shown', async () => {
    const made = await ask('POST', '', { SipDomain: 'One.Example' });
    expect(made).toMatchObject({ status: 201, body: { sip_domain: 'one.example' } });
    const later = await tree.below(tree.root);
    const given = await ask('POST', `/${later.sid}`, { SipDomain: 'two.example' });
    expect(given).toMatchObject({ status: 200, body: { sip_domain: 'two.example' } });
    const below = await tree.below(later);
    expect((await ask('GET', `/${below.sid}.json`)).body).toMatchObject({ sip_domain: 'two.example' });
  });

  it('is refused with a reason', async () => {
    await tree.below(tree.root, { SipDomain: 'taken.example' });
    const account = await tree.below(tree.root);
    const give = (SipDomain: string, query = '') => ask('POST', `/${account.sid}${query}`, { SipDomain });
    expect(await give('taken.example')).toMatchObject({ status: 409, body: { code: 21221 } });
    expect(await ask('POST', '', { SipDomain: 'taken.example' })).toMatchObject({
      status: 409,
      body: { code: 21221 },
    });
    expect(await give('192.0.2.1')).toMatchObject({ status: 400, body: { code: 21343 } });
    expect(await give('')).toMatchObject({ status: 400, body: { code: 21343 } });
    expect(await give('a.example', '?Force=perhaps')).toMatchObject({ status: 400, body: { code: 21107 } });
    const client = await ask('POST', `/${account.sid}/Clients`, { Login: 'alice', Password: 'x' });
    const populated = await give('a.example');
    expect(populated).toMatchObject({ status: 409, body: { code: 21223 } });
    expect(populated.text).toContain(String(client.body['sid']));
    const own = await ask('POST', `/${account.sid}`, { SipDomain: 'a.example' }, account);
    expect(own).toMatchObject({ status: 403, body: { code: 21214 } });
  });

  it('is renamed once at a time, by force where Clients need new passwords', async () => {
    const account = await tree.below(tree.root, { SipDomain: 'old.example' });
    const { body } = await ask('POST', `/${account.sid}/Clients`, { Login: 'alice', Password: 'x' });
    const row = await tree.store.readModel.get(String(body['sid']));
    if (row === null) throw new Error('no row');
    await tree.store.readModel.upsert([{ ...row, version: 2, password: null }]);
    const refused = await ask('POST', `/${account.sid}`, { SipDomain: 'new.example' });
    expect(refused).toMatchObject({ status: 409, body: { code: 21225 } });
    expect(refused.text).toContain(row.sid);
    const forced = await ask('PUT', `/${account.sid}?Force=true`, { SipDomain: 'new.example' });
    expect(forced).toMatchObject({ status: 200, body: { sip_domain: 'new.example' } });
    const again = await ask('POST', `/${account.sid}`, { SipDomain: 'newer.example' });
    expect(again).toMatchObject({ status: 409, body: { code: 21224 } });
  });
});

describe('further names of a SIP domain', () => {
  it('are added, listed and removed by an account above', async () => {
    const account = await tree.below(tree.root, { SipDomain: 'main.example' });
    const path = `/${account.sid}/SipDomainAliases`;
    const uri = `/api/2012-04-24/Accounts/${account.sid}/SipDomainAliases/sip.main.example.json`;
    const alias = { name: 'sip.main.example', sip_domain: 'main.example', account_sid: account.sid, uri };
    const added = await ask('POST', path, { Name: 'SIP.main.example' });
    expect([added.status, added.body, added.headers.get('location')]).toEqual([201, alias, uri]);
    expect(added.headers.get('etag')).toBe('"2"');
    expect((await ask('GET', path, undefined, account)).body).toEqual([alias]);
    expect((await ask('GET', path)).headers.get('content-type')).toMatch(/^application\/json/);
    const removed = await ask('DELETE', `${path}/sip.main.example`);
    expect([removed.status, removed.body]).toEqual([200, alias]);
    expect((await ask('GET', path)).body).toEqual([]);
    expect(await ask('DELETE', `${path}/sip.main.example`)).toMatchObject({
      status: 404,
      body: { code: 21227 },
    });
  });

  it('are refused with a reason', async () => {
    const without = await tree.below(tree.root);
    const account = await tree.below(tree.root, { SipDomain: 'other.example' });
    const add = ({ sid }: Credentials, form: Readonly<Record<string, string>>) =>
      ask('POST', `/${sid}/SipDomainAliases`, form);
    expect(await add(without, { Name: 'a.other' })).toMatchObject({ status: 409, body: { code: 21222 } });
    expect(await add(account, {})).toMatchObject({ status: 400, body: { code: 21343 } });
    expect(await add(account, { Name: 'tandem.test' })).toMatchObject({ status: 409, body: { code: 21221 } });
    const developer = await tree.below(tree.root, { Role: 'developer' });
    const below = await tree.below(developer, { SipDomain: 'below.example' });
    const path = `/${below.sid}/SipDomainAliases`;
    expect(await ask('POST', path, { Name: 'b.other' }, developer)).toMatchObject({
      status: 403,
      body: { code: 21213 },
    });
  });

  it('are XML where that is asked for', async () => {
    const account = await tree.below(tree.root, { SipDomain: 'xml.example' });
    await ask('POST', `/${account.sid}/SipDomainAliases`, { Name: 'sip.xml.example' });
    const response = await fetch(`${base}/${account.sid}/SipDomainAliases`, {
      headers: { authorization: basic(tree.root.sid, tree.root.token) },
    });
    expect(await response.text()).toContain(
      '<SipDomainAliases><SipDomainAlias><Name>sip.xml.example</Name><SipDomain>xml.example</SipDomain>',
    );
  });
});

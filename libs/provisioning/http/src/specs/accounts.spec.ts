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

interface Asked {
  readonly as?: Credentials;
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

interface Account {
  readonly sid: string;
  readonly auth_token?: string;
  readonly [field: string]: unknown;
}

const ask = async (method: string, path: string, { as = tree.root, form, headers }: Asked = {}) => {
  const response = await fetch(`${base}${path}`, {
    method,
    headers: { accept: 'application/json', authorization: basic(as.sid, as.token), ...headers },
    ...(form && { body: new URLSearchParams(form) }),
  });
  const text = await response.text();
  const body = (text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text) as Account;
  return { status: response.status, body, text, headers: response.headers };
};

const make = async (form: Readonly<Record<string, string>> = {}, as = tree.root): Promise<Credentials> => {
  const { body } = await ask('POST', '', { form, as });
  return { sid: body.sid, token: body.auth_token ?? '' };
};

describe('a sub-account', () => {
  it('is shown with its token once, and with where its phones connect to', async () => {
    const made = await ask('POST', '', { form: { FriendlyName: 'Vienna', EmailAddress: 'v@example.com' } });
    expect([made.status, made.headers.get('etag')]).toEqual([201, '"1"']);
    const { sid, auth_token: token, date_created, date_updated, ...rest } = made.body;
    expect(made.headers.get('location')).toBe(`/api/2012-04-24/Accounts/${sid}.json`);
    expect(date_created).toBe(date_updated);
    expect(token).toMatch(/^[\w-]{43}$/);
    const shown = {
      friendly_name: 'Vienna',
      email_address: 'v@example.com',
      type: 'Full',
      status: 'active',
      role: 'administrator',
      sip_domain: 'tandem.test',
      uri: `/api/2012-04-24/Accounts/${sid}.json`,
      subresource_uris: {
        clients: `/api/2012-04-24/Accounts/${sid}/Clients.json`,
        applications: `/api/2012-04-24/Accounts/${sid}/Applications.json`,
        incoming_phone_numbers: `/api/2012-04-24/Accounts/${sid}/IncomingPhoneNumbers.json`,
        calls: `/api/2012-04-24/Accounts/${sid}/Calls.json`,
        sms_messages: `/api/2012-04-24/Accounts/${sid}/SMS/Messages.json`,
        notifications: `/api/2012-04-24/Accounts/${sid}/Notifications.json`,
        webhooks: `/api/2012-04-24/Accounts/${sid}/Webhooks.json`,
        sip_domain_aliases: `/api/2012-04-24/Accounts/${sid}/SipDomainAliases.json`,
      },
    };
    expect(rest).toEqual(shown);
    const read = await ask('GET', `/${sid}`, { as: { sid, token: token ?? '' } });
    expect(read.body).toEqual({ sid, date_created, date_updated, ...shown });
    const xml = await ask('GET', `/${sid}`, { headers: { accept: 'application/xml' } });
    expect(xml.text).toContain('<SipDomain>tandem.test</SipDomain>');
    expect(xml.text).not.toContain('AuthToken');
  });

  it('owns Clients, with which logins are shared by the whole tree', async () => {
    const account = await make();
    const form = { Login: 'tree-wide', Password: 'secret' };
    expect((await ask('POST', `/${account.sid}/Clients`, { form, as: account })).status).toBe(201);
    expect((await ask('POST', `/${tree.root.sid}/Clients`, { form })).status).toBe(409);
    expect((await ask('GET', `/${account.sid}/Clients`)).body).toHaveLength(1);
  });

  it('is listed by the account right above it, in pages too', async () => {
    const parent = await make({ FriendlyName: 'Parent' });
    const made = [];
    for (const FriendlyName of ['a', 'b', 'c']) made.push(await make({ FriendlyName }, parent));
    const all = await ask('GET', '', { as: parent });
    expect((all.body as unknown as Account[]).map(({ sid }) => sid)).toEqual(made.map(({ sid }) => sid));
    const page = await ask('GET', '?PageSize=2', { as: parent });
    expect(page.body).toHaveLength(2);
    expect(page.headers.get('x-total-count')).toBe('3');
    const next = /^<\/2012-04-24\/Accounts(\?[^>]+)>; rel="next"$/.exec(page.headers.get('link') ?? '')?.[1];
    expect((await ask('GET', next ?? '', { as: parent })).body).toHaveLength(1);
    expect((await ask('GET', '?PageToken=x', { as: parent })).body['code']).toBe(21108);
    const listed = (await ask('GET', '')).body as unknown as Account[];
    expect(listed.map(({ sid }) => sid)).not.toContain(tree.root.sid);
  });

  it('has at most one level below it', async () => {
    const child = await make();
    const grandchild = await make({}, child);
    const { status, body } = await ask('POST', '', { as: grandchild, form: {} });
    expect([status, body['code']]).toEqual([409, 21215]);
  });
});

describe('an account', () => {
  it('changes its name itself, and its status and role by those above it', async () => {
    const account = await make({ FriendlyName: 'Before' });
    const path = `/${account.sid}`;
    const named = await ask('POST', path, { as: account, form: { FriendlyName: 'After' } });
    expect(named).toMatchObject({ status: 200, body: { friendly_name: 'After' } });
    for (const form of [{ Status: 'suspended' }, { Role: 'viewer' }]) {
      expect((await ask('PUT', path, { as: account, form })).body['code']).toBe(21214);
    }
    const suspended = await ask('PUT', path, { form: { Status: 'suspended' } });
    expect(suspended).toMatchObject({ status: 200, body: { status: 'suspended' } });
    expect((await ask('GET', path, { as: account })).status).toBe(403);
    expect((await ask('GET', path)).body['status']).toBe('suspended');
    expect((await ask('PUT', path, { form: { Status: 'active' } })).status).toBe(200);
    expect((await ask('GET', path, { as: account })).status).toBe(200);
  });

  it('is closed for good', async () => {
    const account = await make();
    const path = `/${account.sid}`;
    expect((await ask('POST', path, { form: { Status: 'closed' } })).body['status']).toBe('closed');
    expect((await ask('POST', path, { form: { Status: 'active' } })).status).toBe(403);
    expect((await ask('GET', path)).body['status']).toBe('closed');
  });

  it('respects preconditions', async () => {
    const account = await make();
    const path = `/${account.sid}`;
    const stale = { form: { FriendlyName: 'x' }, headers: { 'if-match': '"7"' } };
    expect((await ask('PUT', path, stale)).status).toBe(412);
    expect((await ask('GET', path, { headers: { 'if-none-match': '"1"' } })).status).toBe(304);
  });

  it('gets a new token, and the old one goes on for the time that is asked for', async () => {
    const account = await make();
    const path = `/${account.sid}/AuthToken?GracePeriod=60`;
    const rotated = await ask('POST', path, { as: account });
    const fresh = { sid: account.sid, token: rotated.body.auth_token ?? '' };
    expect(rotated.status).toBe(200);
    for (const as of [account, fresh]) expect((await ask('GET', `/${account.sid}`, { as })).status).toBe(200);
    tree.clock.advance(60_000);
    const after = [account, fresh].map(async (as) => (await ask('GET', `/${account.sid}`, { as })).status);
    expect(await Promise.all(after)).toEqual([401, 200]);
    for (const wrong of ['-1', 'x', '9999999', '604801']) {
      const reply = await ask('POST', `/${account.sid}/AuthToken?GracePeriod=${wrong}`);
      expect(reply.body['code']).toBe(21107);
    }
  });

  it('has additional keys, each with a role and an end of its own, which can be revoked', async () => {
    const account = await make();
    const keys = `/${account.sid}/Keys`;
    const ExpiresAt = new Date(tree.clock.now() + 60_000).toISOString();
    const looking = await ask('POST', keys, { as: account, form: { FriendlyName: 'Dashboard', ExpiresAt } });
    expect(looking).toMatchObject({ status: 201, body: { role: 'viewer', expires_at: ExpiresAt } });
    const viewer = { sid: account.sid, token: String(looking.body['secret']) };
    const writing = await ask('POST', keys, { as: account, form: { Role: 'developer' } });
    const developer = { sid: account.sid, token: String(writing.body['secret']) };
    const form = { FriendlyName: 'x' };
    const create = async (as: Credentials) =>
      (await ask('POST', `/${account.sid}/Applications`, { as, form })).status;
    expect([await create(viewer), await create(developer), await create(account)]).toEqual([403, 201, 201]);
    for (const as of [viewer, developer]) {
      expect((await ask('GET', keys, { as })).body).toHaveLength(2);
      expect((await ask('POST', keys, { as, form: {} })).body['code']).toBe(21213);
    }
    expect((await ask('GET', keys, { as: account })).text).not.toContain('secret');
    const path = `${keys}/${writing.body.sid}`;
    expect((await ask('GET', path)).body).toMatchObject({ sid: writing.body.sid, friendly_name: 'Key' });
    expect((await ask('DELETE', path, { as: account })).status).toBe(200);
    expect(await create(developer)).toBe(401);
    expect((await ask('DELETE', path, { as: account })).body['code']).toBe(21216);
    tree.clock.advance(60_000);
    expect((await ask('GET', keys, { as: viewer })).status).toBe(401);
    expect((await ask('POST', keys, { as: account, form: { ExpiresAt: 'soon' } })).body['code']).toBe(21350);
  });

  it('gives a key no more than its own role', async () => {
    const account = await make();
    const { body } = await ask('POST', `/${account.sid}/Keys`, { form: { Role: 'administrator' } });
    await ask('POST', `/${account.sid}`, { form: { Role: 'viewer' } });
    const as = { sid: account.sid, token: String(body['secret']) };
    expect((await ask('POST', `/${account.sid}/Applications`, { as, form: {} })).body['code']).toBe(21213);
  });

  it('has at most 50 keys', async () => {
    const account = await make();
    const keys = `/${account.sid}/Keys`;
    for (let count = 0; count < 50; count += 1) await ask('POST', keys, { form: {} });
    expect((await ask('POST', keys, { form: {} })).body['code']).toBe(21217);
  });

  it.each([
    [{ EmailAddress: 'x' }, 21340],
    [{ Status: 'gone' }, 21341],
    [{ Role: 'x' }, 21342],
  ])('is not made of %j', async (form, code) => {
    const { status, body } = await ask('POST', '', { form });
    expect([status, body['code']]).toEqual([400, code]);
  });
});

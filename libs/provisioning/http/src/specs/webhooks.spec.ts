import type { AddressInfo } from 'node:net';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openAccountTree } from '@tandem/provisioning/testing';
import type { AccountTree, Credentials } from '@tandem/provisioning/testing';
import { createManagementApi } from '../create-management-api.ts';
import { webhookData } from '../rendering/webhook-data.ts';
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
  readonly form?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

const ask = async ({ sid, token }: Credentials, method: string, path = '', { form, headers }: Asked = {}) => {
  const response = await fetch(`${base}/${sid}/Webhooks${path}`, {
    method,
    headers: { accept: 'application/json', authorization: basic(sid, token), ...headers },
    ...(form && { body: new URLSearchParams(form) }),
  });
  const text = await response.text();
  const body = (text === '' ? {} : JSON.parse(text)) as Readonly<Record<string, unknown>>;
  return { status: response.status, body, text, headers: response.headers };
};

const Url = 'https://example.com/tandem';

describe('a webhook', () => {
  it('shows its secret once, to whoever made it', async () => {
    const account = await tree.below(tree.root);
    const key = { 'idempotency-key': 'one' };
    const made = await ask(account, 'POST', '', { form: { Url }, headers: key });
    expect(made).toMatchObject({
      status: 201,
      body: { url: Url, friendly_name: 'example.com', events: 'all', status: 'active' },
    });
    const secret = String(made.body['secret']);
    expect(secret).toMatch(/^whsec_[\w+/]{43}=$/);
    const path = `/${String(made.body['sid'])}`;
    const others = [
      await ask(account, 'POST', '', { form: { Url }, headers: key }),
      await ask(account, 'GET', path),
      await ask(account, 'GET'),
      await ask(account, 'GET', `${path}/Events`),
      await ask(account, 'PUT', path, { form: { Status: 'disabled' } }),
      await ask(account, 'DELETE', path),
    ];
    expect(others.map(({ status }) => status)).toEqual([201, 200, 200, 200, 200, 200]);
    for (const { text } of others) expect(text).not.toMatch(/secret/i);
    const [row] = await tree.store.journal.readStream(String(made.body['sid']));
    expect(JSON.stringify(row)).not.toContain(secret.slice('whsec_'.length));
  });

  it('is changed, read and deleted as all resources are', async () => {
    const account = await tree.below(tree.root);
    const { body, headers } = await ask(account, 'POST', '', { form: { Url, Events: 'changes' } });
    const path = `/${String(body['sid'])}`;
    expect(headers.get('location')).toBe(body['uri']);
    const stale = await ask(account, 'POST', path, { form: { Url }, headers: { 'if-match': '"9"' } });
    expect(stale.status).toBe(412);
    const changed = await ask(account, 'POST', path, {
      form: { Url: 'http://other.example/x', FriendlyName: '' },
    });
    expect(changed.body).toMatchObject({ url: 'http://other.example/x', friendly_name: 'other.example' });
    expect((await ask(account, 'DELETE', path)).status).toBe(200);
    expect(await ask(account, 'GET', path)).toMatchObject({ status: 404, body: { code: 21228 } });
  });

  it.each([
    [{}, 21308],
    [{ Url: '' }, 21308],
    [{ Url: 'ftp://example.com' }, 21308],
    [{ Url: `https://example.com/${'x'.repeat(2048)}` }, 21309],
    [{ Url, Events: 'some' }, 21370],
    [{ Url, Events: '' }, 21370],
    [{ Url, Status: '1' }, 21371],
    [{ Url, FriendlyName: 'x'.repeat(65) }, 21312],
    [{ Url: 'https://example.com/\u0000' }, 21313],
  ])('is refused with %j', async (form, code) => {
    const account = await tree.below(tree.root);
    expect(await ask(account, 'POST', '', { form })).toMatchObject({ status: 400, body: { code } });
    expect((await ask(account, 'GET')).body).toEqual([]);
  });

  it('is one of at most 20', async () => {
    const account = await tree.below(tree.root);
    for (let at = 0; at < 20; at += 1) await ask(account, 'POST', '', { form: { Url } });
    const refused = await ask(account, 'POST', '', { form: { Url } });
    expect(refused).toMatchObject({ status: 400, body: { code: 21372 } });
  });
});

describe('what a webhook is told', () => {
  it('has no secret of any kind', async () => {
    const account = await tree.below(tree.root, { SipDomain: 'told.example' });
    const { resources } = tree.provisioning;
    const fields = { Login: 'alice', Password: 'unlikely secret' };
    const made = await resources.Client.create({ accountSid: account.sid, fields });
    if (made.kind !== 'created') throw new Error(made.kind);
    const [event] = await tree.store.journal.readStream(made.resource.sid);
    const [opened] = await tree.store.journal.readStream(account.sid);
    if (event === undefined || opened === undefined) throw new Error('no event');
    expect(webhookData(event)).toEqual({
      event_id: event.eventId,
      account_sid: account.sid,
      sid: made.resource.sid,
      version: 1,
      revision: event.revision,
      recorded_at: new Date(event.recordedAt).toISOString(),
      changed: expect.arrayContaining(['login', 'password']),
      state: expect.objectContaining({ login: 'alice', status: '1' }),
    });
    expect(webhookData(opened)).toMatchObject({
      account_sid: tree.root.sid,
      state: { sip_domain: 'told.example', subresource_uris: expect.anything() },
    });
    const all = JSON.stringify([webhookData(event), webhookData(opened)]);
    for (const secret of ['unlikely secret', account.token, event.payload.credentials]) {
      expect(all).not.toContain(secret);
    }
  });
});

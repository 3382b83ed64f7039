import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest } from '../testing/api-under-test.ts';
import { ACCOUNTS } from '../testing/fixture-accounts.ts';
import { clientPath, listPath, UNKNOWN_CLIENT } from '../testing/paths.ts';
import { clientOf, clientsOf, FORMATS, problemOf } from '../testing/read-reply.ts';
import { freshLogin, someClient } from '../testing/some-client.ts';

// Time to spare on a busy machine; every wait has a bound of its own.
jest.setTimeout(60_000);

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

describe.each(FORMATS)('versions, answered in %s', (_name, suffix) => {
  it('the entity tag is the version, and rises with each change', async () => {
    const { sid } = await someClient(api);
    const path = clientPath(sid) + suffix;
    expect((await api.call('GET', path)).headers.etag).toBe('"1"');
    expect((await api.call('PUT', path, { form: { Status: '0' } })).headers.etag).toBe('"2"');
    expect((await api.call('HEAD', path)).headers.etag).toBe('"2"');
    const deleted = await api.call('DELETE', path);
    expect([deleted.status, deleted.headers.etag]).toEqual([200, undefined]);
  });

  it.each(['"1"', '*', '"7", "1"', ' "1" ,', 'W/"2", "1"'])('If-Match: %s lets a change in', async (tags) => {
    const { sid } = await someClient(api);
    const headers = { 'if-match': tags };
    const change = await api.call('PUT', clientPath(sid) + suffix, { headers, form: { Status: '0' } });
    expect([change.status, change.headers.etag]).toEqual([200, '"2"']);
    const { sid: other } = await someClient(api);
    expect((await api.call('DELETE', clientPath(other) + suffix, { headers })).status).toBe(200);
  });

  it.each(['"2"', 'W/"1"', '"01"', '"x", "7"'])('If-Match: %s keeps it out', async (tags) => {
    const { sid } = await someClient(api);
    const headers = { 'if-match': tags };
    for (const [method, call] of [
      ['PUT', { headers, form: { Status: '0' } }],
      ['POST', { headers, form: { Status: 'nonsense' } }],
      ['DELETE', { headers }],
    ] as const) {
      const reply = await api.call(method, clientPath(sid) + suffix, call);
      expect([reply.status, problemOf(reply).code, reply.headers.etag]).toEqual([412, 21206, '"1"']);
    }
    expect((await api.call('GET', clientPath(sid))).headers.etag).toBe('"1"');
  });

  it.each(['1', '"1', "'1'", '', '*, "1"'])('If-Match: %p cannot be read', async (tags) => {
    const { sid } = await someClient(api);
    const call = { headers: { 'if-match': tags }, form: { Status: '0' } };
    for (const method of ['PUT', 'DELETE']) {
      const reply = await api.call(method, clientPath(sid) + suffix, call);
      expect([reply.status, problemOf(reply).code]).toEqual([400, 21109]);
    }
  });

  it('If-Match does not make a Client appear', async () => {
    const call = { headers: { 'if-match': '*' }, form: { Status: '0' } };
    expect((await api.call('PUT', clientPath(UNKNOWN_CLIENT) + suffix, call)).status).toBe(404);
  });

  it.each(['"1"', 'W/"1"', '"0", "1"', '*'])('If-None-Match: %s needs no body', async (tags) => {
    const { sid } = await someClient(api);
    for (const method of ['GET', 'HEAD']) {
      const reply = await api.call(method, clientPath(sid) + suffix, { headers: { 'if-none-match': tags } });
      expect([reply.status, reply.text, reply.headers.etag]).toEqual([304, '', '"1"']);
      expect(reply.headers['content-type']).toBeUndefined();
    }
  });

  it.each(['"2"', '1', 'nonsense"'])('If-None-Match: %s brings the Client', async (tags) => {
    const { sid } = await someClient(api);
    const reply = await api.call('GET', clientPath(sid) + suffix, { headers: { 'if-none-match': tags } });
    expect([reply.status, clientOf(reply)['sid']]).toEqual([200, sid]);
  });

  it('of two changes to one version, one wins', async () => {
    const { sid } = await someClient(api);
    const change = (name: string) =>
      api.call('PUT', clientPath(sid) + suffix, {
        headers: { 'if-match': '"1"' },
        form: { FriendlyName: name },
      });
    const replies = await Promise.all(Array.from({ length: 10 }, (_, i) => change(`n${i}`)));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, ...Array<number>(9).fill(412)]);
  });

  it('of many creations of one Login, one wins', async () => {
    const login = freshLogin();
    const create = () => api.call('POST', listPath() + suffix, { form: { Login: login, Password: 'x' } });
    const replies = await Promise.all(Array.from({ length: 50 }, create));
    expect(replies.map((reply) => reply.status).sort()).toEqual([201, ...Array<number>(49).fill(409)]);
    expect(clientsOf(await api.call('GET', `${listPath()}${suffix}?Login=${login}`))).toHaveLength(1);
  });
});

describe.each(FORMATS)('Idempotency-Key, answered in %s', (name, suffix) => {
  let count = 0;
  const freshKey = () => `${name}-${++count}`;
  const create = (key: string, form: Record<string, string>) =>
    api.call('POST', listPath() + suffix, { headers: { 'idempotency-key': key }, form });

  it('makes a repeated creation give the same answer', async () => {
    const [key, form] = [freshKey(), { Login: freshLogin(), Password: 'x' }];
    const first = await create(key, form);
    const again = await create(key, form);
    expect([first.status, first.headers['idempotent-replayed']]).toEqual([201, undefined]);
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([201, 'true']);
    expect(again.text).toBe(first.text);
    for (const header of ['location', 'etag', 'tandem-revision', 'content-type']) {
      expect(again.headers[header]).toBe(first.headers[header]);
    }
  });

  it('makes one Client of many at once', async () => {
    const [key, form] = [freshKey(), { Login: freshLogin(), Password: 'x' }];
    const replies = await Promise.all(Array.from({ length: 20 }, () => create(key, form)));
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([201]));
    expect(new Set(replies.map((reply) => clientOf(reply)['sid'])).size).toBe(1);
    expect(replies.filter((reply) => reply.headers['idempotent-replayed'] === undefined)).toHaveLength(1);
  });

  it('refuses another request under the same key', async () => {
    const [key, login] = [freshKey(), freshLogin()];
    await create(key, { Login: login, Password: 'x' });
    const other = await create(key, { Login: login, Password: 'y' });
    expect([other.status, problemOf(other).code]).toEqual([422, 21207]);
  });

  it('is one per account', async () => {
    const key = freshKey();
    const mine = await create(key, { Login: freshLogin(), Password: 'x' });
    const theirs = await api.call('POST', listPath(ACCOUNTS.child.sid) + suffix, {
      headers: { 'idempotency-key': key },
      form: { Login: freshLogin(), Password: 'x' },
    });
    expect([theirs.status, clientOf(theirs)['sid'] === clientOf(mine)['sid']]).toEqual([201, false]);
  });

  it('is not used up by a refused creation', async () => {
    const key = freshKey();
    expect((await create(key, { Login: 'a b', Password: 'x' })).status).toBe(400);
    expect((await create(key, { Login: freshLogin(), Password: 'x' })).status).toBe(201);
  });

  it.each(['', 'x'.repeat(256)])('refuses the key %p', async (key) => {
    const reply = await create(key, { Login: freshLogin(), Password: 'x' });
    expect([reply.status, problemOf(reply).code]).toEqual([400, 21314]);
  });
});

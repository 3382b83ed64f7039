import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest } from '../testing/api-under-test.ts';
import { ACCOUNTS } from '../testing/fixture-accounts.ts';
import { clientPath, listPath, UNKNOWN_CLIENT } from '../testing/paths.ts';
import { FORMATS, problemOf } from '../testing/read-reply.ts';
import { someClient } from '../testing/some-client.ts';

let api: ApiUnderTest;
let sid: string;
beforeAll(async () => {
  api = await startApi();
  ({ sid } = await someClient(api));
});
afterAll(() => api.close());

const PATHS = [
  ['an account', () => `/2012-04-24/Accounts/${ACCOUNTS.root.sid}`, 'GET, HEAD, OPTIONS, POST, PUT'],
  ['accounts', () => '/2012-04-24/Accounts', 'GET, HEAD, OPTIONS, POST'],
  ['a token', () => `/2012-04-24/Accounts/${ACCOUNTS.root.sid}/AuthToken`, 'OPTIONS, POST'],
  ['the list', () => listPath(), 'GET, HEAD, OPTIONS, POST'],
  ['a Client', () => clientPath(sid), 'DELETE, GET, HEAD, OPTIONS, POST, PUT'],
  ['a history', () => `${clientPath(sid)}/Events`, 'GET, HEAD, OPTIONS'],
] as const;

describe.each(FORMATS)('in %s', (_name, suffix) => {
  it.each(PATHS)('%s takes its methods and no others', async (_path, path, allow) => {
    const others = ['PATCH', 'TRACE', 'PROPFIND', 'PUT', 'DELETE', 'POST'].filter((m) => !allow.includes(m));
    for (const method of others) {
      const reply = await api.call(method, path() + suffix);
      expect([method, reply.status, reply.headers.allow]).toEqual([method, 405, allow]);
      expect(problemOf(reply).code).toBe(21111);
    }
  });

  it.each(PATHS)('%s tells its methods to OPTIONS', async (_path, path, allow) => {
    const reply = await api.call('OPTIONS', path() + suffix);
    expect([reply.status, reply.headers.allow, reply.text]).toEqual([204, allow, '']);
  });

  it.each(PATHS.filter(([, , allow]) => allow.includes('GET')))(
    '%s answers HEAD as GET, without its body',
    async (_path, path, _allow) => {
      const get = await api.call('GET', path() + suffix);
      const head = await api.call('HEAD', path() + suffix);
      expect([head.status, head.text]).toEqual([200, '']);
      for (const name of ['content-type', 'content-length', 'etag']) {
        expect([name, head.headers[name]]).toEqual([name, get.headers[name]]);
      }
    },
  );

  it('HEAD of what is not there is 404 without a body', async () => {
    const reply = await api.call('HEAD', clientPath(UNKNOWN_CLIENT) + suffix);
    expect([reply.status, reply.text]).toEqual([404, '']);
  });

  it.each([
    '/2012-04-24',
    `/2012-04-24/Accounts/${ACCOUNTS.root.sid}/Faxes`,
    `${listPath()}/${UNKNOWN_CLIENT}/Nothing`,
    `${listPath()}/${UNKNOWN_CLIENT}/Events/1`,
  ])('there is nothing at %s', async (path) => {
    for (const method of ['GET', 'POST', 'OPTIONS', 'PATCH']) {
      const reply = await api.call(method, path + suffix, { form: { a: 'b' } });
      expect([reply.status, problemOf(reply).code]).toEqual([404, 21110]);
    }
  });
});

it.each(['/', '/nothing', '/docs/nothing', '/docs/LICENSE', '/docs/errors/99999', '/docs/errors/x', '*'])(
  'outside the API there is nothing at %s, in the same words',
  async (path) => {
    const xml = await api.call('GET', path, { as: null });
    expect([xml.status, problemOf(xml).code]).toEqual([404, 21110]);
    const json = await api.call('GET', path, { as: null, headers: { accept: 'application/json' } });
    expect([json.status, problemOf(json).code]).toEqual([404, 21110]);
  },
);

it('every answer has the headers that keep it safe, and none that tells of the software', async () => {
  for (const reply of [
    await api.call('GET', listPath()),
    await api.call('GET', listPath(), { as: null }),
    await api.call('GET', '/nothing'),
    await api.call('GET', `${listPath()}/%zz`),
    await api.call('PATCH', listPath()),
  ]) {
    expect(reply.headers).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
    expect(Object.keys(reply.headers)).not.toEqual(expect.arrayContaining(['x-powered-by']));
    expect(Object.keys(reply.headers)).not.toEqual(expect.arrayContaining(['server']));
  }
});

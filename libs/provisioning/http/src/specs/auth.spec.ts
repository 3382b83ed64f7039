import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { basic, startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest } from '../testing/api-under-test.ts';
import { ACCOUNTS, AUTH_TOKEN } from '../testing/fixture-accounts.ts';
import { clientPath, listPath, UNKNOWN_CLIENT } from '../testing/paths.ts';
import { FORMATS, problemOf } from '../testing/read-reply.ts';
import { someClient } from '../testing/some-client.ts';

// Time to spare on a busy machine; every wait has a bound of its own.
jest.setTimeout(60_000);

const NOBODY = `AC${'0'.repeat(32)}`;
const A = ACCOUNTS.root.sid;

let api: ApiUnderTest;
let sid: string;
beforeAll(async () => {
  api = await startApi();
  ({ sid } = await someClient(api));
});
afterAll(() => api.close());

/** Everything below the root, with what would be wrong with it were the caller let in. */
const REQUESTS = [
  ['GET', () => `/2012-04-24/Accounts/${A}`, {}],
  ['GET', () => listPath(), {}],
  ['POST', () => listPath(), {}],
  ['GET', () => clientPath(sid), {}],
  ['HEAD', () => clientPath(sid), {}],
  ['PUT', () => clientPath(sid), { form: 'a=%zz' }],
  ['POST', () => clientPath(sid), { body: 'x', headers: { 'content-type': 'text/plain' } }],
  ['POST', () => listPath(), { form: `x=${'x'.repeat(70_000)}` }],
  ['DELETE', () => clientPath(sid), {}],
  ['GET', () => `${clientPath(sid)}/Events`, {}],
  ['GET', () => `${listPath()}?PageSize=x`, {}],
  ['GET', () => clientPath(UNKNOWN_CLIENT), {}],
  ['PATCH', () => clientPath(sid), {}],
  ['OPTIONS', () => clientPath(sid), {}],
  ['GET', () => `/2012-04-24/Accounts/${A}/Nothing`, {}],
] as const;

describe.each(FORMATS)('credentials, answered in %s', (_name, suffix) => {
  it.each([
    ['none', undefined],
    ['another scheme', 'Bearer abc'],
    ['no base64', 'Basic ***'],
    ['no colon', `Basic ${Buffer.from(A).toString('base64')}`],
    ['nothing', 'Basic '],
    ['a wrong token', basic(A, 'wrong')],
    ['an empty token', basic(A, '')],
    ['a token in other case', basic(A, AUTH_TOKEN.toUpperCase())],
    ['an unknown account', basic(NOBODY)],
    ['an account in other case', basic(A.toUpperCase())],
    ['two schemes', `Basic ${basic(A)}`],
  ])('%s: 401 with a challenge', async (_case, authorization) => {
    const reply = await api.call('GET', listPath() + suffix, {
      as: null,
      headers: authorization === undefined ? {} : { authorization },
    });
    expect([reply.status, problemOf(reply).code]).toEqual([401, 21201]);
    expect(reply.headers['www-authenticate']).toBe('Basic realm="Tandem", charset="UTF-8"');
  });

  it.each(['basic', 'BASIC', 'Basic '])('the scheme may be written %s', async (scheme) => {
    const authorization = basic(A).replace('Basic', scheme);
    const reply = await api.call('GET', listPath() + suffix, { as: null, headers: { authorization } });
    expect(reply.status).toBe(200);
  });

  it.each([
    ["a stranger's account", ACCOUNTS.stranger.sid],
    ['no account', NOBODY],
    ['no sid at all', 'me'],
    ['an empty name', '%20'],
  ])('the path of %s: 403', async (_case, account) => {
    for (const [method, path] of [
      ['GET', listPath(account)],
      ['POST', listPath(account)],
      ['DELETE', `${listPath(account)}/${sid}`],
      ['GET', `/2012-04-24/Accounts/${account}`],
      ['GET', `/2012-04-24/Accounts/${account}/Nothing`],
    ] as const) {
      const reply = await api.call(method, path + suffix, { form: { Login: 'x' } });
      expect([reply.status, problemOf(reply).code]).toEqual([403, 21202]);
    }
  });

  it('a parent acts on its child, never the other way round', async () => {
    const down = await api.call('GET', listPath(ACCOUNTS.child.sid) + suffix, { as: ACCOUNTS.root });
    expect(down.status).toBe(200);
    const up = await api.call('GET', listPath() + suffix, { as: ACCOUNTS.child });
    expect([up.status, problemOf(up).code]).toEqual([403, 21202]);
  });

  it.each([ACCOUNTS.suspended, ACCOUNTS.closed])(
    'a $status account: 403 for itself and its parent',
    async (account) => {
      for (const as of [account, ACCOUNTS.root]) {
        for (const method of ['GET', 'POST']) {
          const reply = await api.call(method, listPath(account.sid) + suffix, { as, form: { Login: 'x' } });
          expect([reply.status, problemOf(reply).code]).toEqual([403, 21203]);
        }
      }
      const itself = await api.call('GET', `/2012-04-24/Accounts/${account.sid}${suffix}`, { as: account });
      expect([itself.status, problemOf(itself).code]).toEqual([403, 21203]);
    },
  );
});

describe('credentials come before everything else', () => {
  it.each(REQUESTS)('%s request %#: 401 without, 403 for a stranger', async (method, path, call) => {
    expect((await api.call(method, path(), { ...call, as: null })).status).toBe(401);
    expect((await api.call(method, path(), { ...call, as: ACCOUNTS.stranger })).status).toBe(403);
  });

  it.each(REQUESTS)('%s request %#: not wanted in any format', async (method, path, call) => {
    const headers = { ...('headers' in call && call.headers), accept: 'image/png' };
    expect((await api.call(method, path(), { ...call, headers })).status).toBe(406);
  });

  it('does not ask for them where there is no API', async () => {
    expect((await api.call('GET', '/', { as: null })).status).toBe(404);
    expect((await api.call('GET', '/docs/errors/21201', { as: null })).status).toBe(200);
  });
});

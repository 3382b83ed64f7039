import { afterEach, describe, expect, it } from '@jest/globals';
import { TandemError } from '@tandem/kernel';
import type { Clients } from '@tandem/provisioning';
import { waitFor } from '@tandem/testing';
import { basic, startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest } from '../testing/api-under-test.ts';
import { ACCOUNTS, AUTH_TOKEN } from '../testing/fixture-accounts.ts';
import { clientPath, listPath, UNKNOWN_CLIENT } from '../testing/paths.ts';
import { FORMATS, problemOf } from '../testing/read-reply.ts';

let api: ApiUnderTest;
afterEach(() => api.close());

const SECRET = 'a-password-that-nobody-may-see';
const form = { Login: 'alice', Password: SECRET };

const WRITES = [
  ['POST', listPath(), { form }],
  ['PUT', clientPath(UNKNOWN_CLIENT), { form }],
  ['DELETE', clientPath(UNKNOWN_CLIENT), {}],
] as const;
const READS = [
  ['GET', listPath(), {}],
  ['GET', `${listPath()}?PageSize=1`, {}],
  ['GET', clientPath(UNKNOWN_CLIENT), {}],
  ['HEAD', clientPath(UNKNOWN_CLIENT), {}],
  ['GET', `${clientPath(UNKNOWN_CLIENT)}/Events`, {}],
] as const;

const failing = (error: unknown): Clients => {
  const fail = async (): Promise<never> => {
    throw error;
  };
  const list: Clients['list'] = () => ({ [Symbol.asyncIterator]: () => ({ next: fail }) });
  return {
    create: fail,
    update: fail,
    delete: fail,
    get: fail,
    page: fail,
    history: fail,
    list,
  };
};

const inFormat = (path: string, suffix: string): string => {
  const [head = '', query] = path.split('?');
  return head + suffix + (query === undefined ? '' : `?${query}`);
};

describe.each(FORMATS)('in %s', (_name, suffix) => {
  it('a write that the journal did not confirm is 503, to be asked again', async () => {
    const undecided = async () => ({ kind: 'undecided', why: 'the insert timed out' }) as const;
    api = await startApi({ clients: { create: undecided, update: undecided, delete: undecided } });
    for (const [method, path, call] of WRITES) {
      const reply = await api.call(method, path + suffix, call);
      expect([reply.status, problemOf(reply).code, reply.headers['retry-after']]).toEqual([503, 21501, '1']);
    }
  });

  it.each(['JOURNAL_UNAVAILABLE', 'STORAGE_FULL', 'TIMED_OUT'] as const)('%s is 503', async (code) => {
    api = await startApi({ clients: failing(new TandemError(code, `mongodb://user:pw@10.0.0.1 ${SECRET}`)) });
    for (const [method, path, call] of [...WRITES, ...READS]) {
      const reply = await api.call(method, inFormat(path, suffix), call);
      expect([method, path, reply.status, reply.headers['retry-after']]).toEqual([method, path, 503, '5']);
      if (method !== 'HEAD') expect(problemOf(reply).code).toBe(21502);
      expect(reply.text).not.toMatch(/mongodb|user:pw/);
    }
    expect(api.logged).toHaveLength(8);
    expect(api.logged[0]).toMatchObject({ level: 'warn', fields: { code, status: 503 } });
  });

  it.each([
    ['a bug', new TypeError(`cannot read ${SECRET} of undefined`)],
    ['a broken journal', new TandemError('JOURNAL_CORRUPT', `event ${SECRET} is torn`)],
    ['something that is no error', { status: 418, statusCode: 418, message: SECRET, response: SECRET }],
    ['nothing at all', undefined],
  ])('%s is 500, told to the operator and not to the caller', async (_case, error) => {
    api = await startApi({ clients: failing(error) });
    for (const [method, path, call] of [...WRITES, ...READS]) {
      const reply = await api.call(method, inFormat(path, suffix), call);
      expect([method, path, reply.status]).toEqual([method, path, 500]);
      if (method !== 'HEAD') expect(problemOf(reply)).toMatchObject({ code: 21500, status: 500 });
      expect(reply.text).not.toContain(SECRET);
    }
    expect(api.logged).toHaveLength(8);
    expect(api.logged[0]).toMatchObject({
      level: 'error',
      fields: { method: 'POST', route: '/2012-04-24/Accounts/:AccountSid/Clients', status: 500 },
    });
    if (error instanceof Error) expect(api.logged[0]?.fields['stack']).toContain(error.message);
  });
});

it('accounts that cannot be read are 503, not a refusal', async () => {
  const fail = () => Promise.reject(new TandemError('JOURNAL_UNAVAILABLE', 'down'));
  api = await startApi({ accounts: { authenticate: fail } });
  const reply = await api.call('GET', `${listPath()}.json`);
  expect([reply.status, problemOf(reply).code]).toEqual([503, 21502]);
});

it('says nothing of credentials and passwords in the log', async () => {
  api = await startApi({ clients: failing(new TypeError('a bug')) });
  await api.call('POST', listPath(), { form, headers: { cookie: SECRET } });
  await api.call('POST', `${listPath()}?Password=${SECRET}`, { json: form });
  await api.call('GET', listPath(), { as: null, headers: { authorization: basic('x', SECRET) } });
  const said = JSON.stringify(api.logged);
  expect(api.logged).toHaveLength(2);
  expect(said).not.toContain(SECRET);
  expect(said).not.toContain(AUTH_TOKEN);
  expect(said).not.toContain(basic(ACCOUNTS.root.sid));
  expect(said.toLowerCase()).not.toContain('authorization');
});

it('tells the observer of each request: route, method, status, time', async () => {
  api = await startApi();
  await api.call('POST', `/restcomm${listPath()}.json`, { form });
  await api.call('GET', clientPath(UNKNOWN_CLIENT));
  await api.call('GET', listPath(), { as: null });
  await api.call('GET', `/nothing?Password=${SECRET}`);
  await api.call('GET', `${listPath()}/%zz`);
  await waitFor(() => api.observed.length === 5);
  expect(api.observed.map(({ route, method, status }) => [route, method, status])).toEqual([
    ['/2012-04-24/Accounts/:AccountSid/Clients', 'POST', 201],
    ['/2012-04-24/Accounts/:AccountSid/Clients/:ClientSid', 'GET', 404],
    ['/2012-04-24/Accounts/:AccountSid/Clients', 'GET', 401],
    ['unmatched', 'GET', 404],
    ['unmatched', 'GET', 400],
  ]);
  for (const { durationMs } of api.observed) expect(durationMs).toBeGreaterThan(0);
});

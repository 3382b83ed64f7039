import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest } from '../testing/api-under-test.ts';
import { ACCOUNTS } from '../testing/fixture-accounts.ts';
import { accountOf, clientOf, clientsOf, FORMATS } from '../testing/read-reply.ts';
import { someClient } from '../testing/some-client.ts';

const A = ACCOUNTS.root.sid;
const PREFIXES = ['', '/restcomm', '/api', '/call'];

let api: ApiUnderTest;
let sid: string;

beforeAll(async () => {
  api = await startApi();
  ({ sid } = await someClient(api));
});
afterAll(() => api.close());

const isJson = (type: string | undefined): boolean => type?.startsWith('application/json') === true;

describe.each(PREFIXES)('below the prefix "%s"', (prefix) => {
  it.each([
    ['/2012-04-24/Accounts/{A}/Clients', false],
    ['/2012-04-24/Accounts/{A}/Clients/', false],
    ['/2012-04-24/Accounts/{A}/Clients.json', true],
    ['/2012-04-24/Accounts/{A}/Clients.json/', true],
    ['/2012-04-24/Accounts.json/{A}/Clients', true],
    ['/2012-04-24/Accounts/{A}.json/Clients', true],
  ])('%s is the list', async (path, json) => {
    const reply = await api.call('GET', prefix + path.replace('{A}', A));
    expect(reply.status).toBe(200);
    expect(isJson(reply.headers['content-type'])).toBe(json);
    expect(clientsOf(reply)).toMatchObject([{ sid }]);
  });

  it.each([
    ['/2012-04-24/Accounts/{A}/Clients/{C}', false],
    ['/2012-04-24/Accounts/{A}/Clients/{C}/', false],
    ['/2012-04-24/Accounts/{A}/Clients/{C}.json', true],
    ['/2012-04-24/Accounts/{A}/Clients.json/{C}', true],
    ['/2012-04-24/Accounts.json/{A}/Clients/{C}/', true],
  ])('%s is the Client', async (path, json) => {
    const reply = await api.call('GET', prefix + path.replace('{A}', A).replace('{C}', sid));
    expect(reply.status).toBe(200);
    expect(isJson(reply.headers['content-type'])).toBe(json);
    expect(clientOf(reply)).toMatchObject({ sid });
  });

  it('takes writes too', async () => {
    const reply = await api.call('POST', `${prefix}/2012-04-24/Accounts.json/${A}/Clients/${sid}/`, {
      form: { FriendlyName: `by ${prefix}` },
    });
    expect([reply.status, clientOf(reply)['friendly_name']]).toEqual([200, `by ${prefix}`]);
  });
});

it('takes a percent-encoded sid and the absolute form of a target', async () => {
  const encoded = await api.call(
    'GET',
    `/2012-04-24/Accounts/%41${A.slice(1)}/Clients/%43${sid.slice(1)}.json`,
  );
  expect(clientOf(encoded)).toMatchObject({ sid });
  const absolute = await api.call(
    'GET',
    `http://127.0.0.1:${api.port}/api/2012-04-24/Accounts/${A}/Clients/${sid}`,
  );
  expect(clientOf(absolute)).toMatchObject({ sid });
});

it.each(['/twilio', '/API', '/restcomm/restcomm'])('knows no prefix %s', async (prefix) => {
  const reply = await api.call('GET', `${prefix}/2012-04-24/Accounts/${A}/Clients`);
  expect(reply.status).toBe(404);
});

describe.each(FORMATS)('an account in %s', (_name, suffix) => {
  it('shows sid, names, status and SIP domain', async () => {
    const reply = await api.call('GET', `/2012-04-24/Accounts/${A}${suffix}`);
    expect(reply.status).toBe(200);
    const { subresource_uris: uris, ...fields } = accountOf(reply);
    expect(Object.entries(fields)).toEqual([
      ['sid', A],
      ['friendly_name', 'Root & <Sons>'],
      ['type', 'Full'],
      ['status', 'active'],
      ['role', 'administrator'],
      ['date_created', 'Mon, 4 Nov 2013 16:33:39 +0000'],
      ['date_updated', 'Mon, 4 Nov 2013 16:33:39 +0000'],
      ['sip_domain', 'tandem.test'],
      ['uri', `/api/2012-04-24/Accounts/${A}${suffix}`],
    ]);
    expect(uris).toMatchObject({ clients: `/api/2012-04-24/Accounts/${A}/Clients${suffix}` });
  });

  it('shows a sub-account to its parent, whatever its status', async () => {
    const reply = await api.call('GET', `/2012-04-24/Accounts/${ACCOUNTS.suspended.sid}${suffix}`);
    expect(accountOf(reply)).toMatchObject({ sid: ACCOUNTS.suspended.sid, status: 'suspended' });
  });
});

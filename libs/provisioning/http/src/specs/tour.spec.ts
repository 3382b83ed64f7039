import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest } from '../testing/api-under-test.ts';
import { ACCOUNTS } from '../testing/fixture-accounts.ts';
import { clientOf, clientsOf, jsonOf } from '../testing/read-reply.ts';

// The four commands of the Clients page, as curl sends them: `-d` is a form, Accept is */*.
const ACCOUNT_SID = ACCOUNTS.root.sid;
const BASE = `/restcomm/2012-04-24/Accounts/${ACCOUNT_SID}`;
const curl = { headers: { accept: '*/*' } };

let api: ApiUnderTest;
let sid: string;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

describe('the commands of the Clients page', () => {
  it('create a Client', async () => {
    const reply = await api.call('POST', `${BASE}/Clients.json`, {
      ...curl,
      form: 'Login=alice&Password=test',
    });
    expect(reply.status).toBe(201);
    sid = String(clientOf(reply)['sid']);
    expect(sid).toMatch(/^CL[0-9a-f]{32}$/);
    const date = 'Mon, 4 Nov 2013 16:33:39 +0000';
    expect(Object.entries(jsonOf<Record<string, string>>(reply))).toEqual([
      ['sid', sid],
      ['date_created', date],
      ['date_updated', date],
      ['account_sid', ACCOUNT_SID],
      ['api_version', '2012-04-24'],
      ['friendly_name', 'alice'],
      ['login', 'alice'],
      ['password', 'test'],
      ['status', '1'],
      ['voice_method', 'POST'],
      ['voice_fallback_method', 'POST'],
      ['uri', `/api/2012-04-24/Accounts/${ACCOUNT_SID}/Clients/${sid}.json`],
    ]);
  });

  it('change its password, answering XML', async () => {
    const reply = await api.call('PUT', `${BASE}/Clients/${sid}`, { ...curl, form: 'Password=NewPassword' });
    expect(reply.status).toBe(200);
    expect(clientOf(reply)).toMatchObject({ sid, login: 'alice', password: 'NewPassword' });
  });

  it('list all Clients', async () => {
    const reply = await api.call('GET', `${BASE}/Clients.json`, curl);
    expect(reply.status).toBe(200);
    expect(clientsOf(reply)).toMatchObject([{ sid, login: 'alice', password: 'NewPassword' }]);
  });

  it('delete it, answering its last representation', async () => {
    const reply = await api.call('DELETE', `${BASE}/Clients/${sid}`, curl);
    expect(reply.status).toBe(200);
    expect(clientOf(reply)).toMatchObject({ sid, login: 'alice' });
    expect((await api.call('GET', `${BASE}/Clients/${sid}`)).status).toBe(404);
    expect(clientsOf(await api.call('GET', `${BASE}/Clients.json`))).toEqual([]);
  });
});

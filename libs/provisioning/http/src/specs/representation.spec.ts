import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest } from '../testing/api-under-test.ts';
import { ACCOUNTS } from '../testing/fixture-accounts.ts';
import { clientPath, listPath, UNKNOWN_CLIENT } from '../testing/paths.ts';
import { clientOf, clientsOf, FORMATS, jsonOf, problemOf } from '../testing/read-reply.ts';
import { freshLogin, someClient } from '../testing/some-client.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const FULL = {
  FriendlyName: 'Bob',
  Status: '0',
  VoiceUrl: 'https://example.com/voice?a=1&b=<2>',
  VoiceMethod: 'get',
  VoiceFallbackUrl: 'http://example.com/fallback',
  VoiceFallbackMethod: 'PoSt',
};

describe('a Client with every field', () => {
  const order = (login: string, sid: string) => [
    ['Sid', sid],
    ['DateCreated', expect.any(String)],
    ['DateUpdated', expect.any(String)],
    ['AccountSid', ACCOUNTS.root.sid],
    ['ApiVersion', '2012-04-24'],
    ['FriendlyName', 'Bob'],
    ['Login', login],
    ['Password', 'secret'],
    ['Status', '0'],
    ['VoiceUrl', FULL.VoiceUrl],
    ['VoiceMethod', 'GET'],
    ['VoiceFallbackUrl', FULL.VoiceFallbackUrl],
    ['VoiceFallbackMethod', 'POST'],
  ];

  it('is a bare JSON object of strings in the order of the samples', async () => {
    const { sid, login } = await someClient(api, FULL);
    const reply = await api.call('GET', `${clientPath(sid)}.json`);
    const names = Object.entries(jsonOf<Record<string, string>>(reply));
    const snake = (name: string) => name.replace(/(?!^)[A-Z]/g, (l) => `_${l}`).toLowerCase();
    expect(names).toEqual([
      ...order(login, sid).map(([name, value]) => [snake(String(name)), value]),
      ['uri', `/api/2012-04-24/Accounts/${ACCOUNTS.root.sid}/Clients/${sid}.json`],
    ]);
  });

  it('is <RestcommResponse><Client> with the names of the page', async () => {
    const { sid, login } = await someClient(api, FULL);
    const { text, headers } = await api.call('GET', clientPath(sid));
    expect(headers['content-type']).toBe('application/xml; charset=utf-8');
    expect(text).toMatch(
      /^<\?xml version="1\.0" encoding="UTF-8"\?>\n<RestcommResponse><Client><Sid>.*<\/Client><\/RestcommResponse>$/,
    );
    const elements = [...text.matchAll(/<([A-Z]\w+)>([^<]*)<\/\1>/g)].map(([, name, value]) => [
      name,
      value?.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&'),
    ]);
    expect(elements).toEqual([
      ...order(login, sid),
      ['Uri', `/api/2012-04-24/Accounts/${ACCOUNTS.root.sid}/Clients/${sid}`],
    ]);
  });
});

describe.each(FORMATS)('in %s', (_name, suffix) => {
  it('fields without a value are left out', async () => {
    const { sid } = await someClient(api);
    const client = clientOf(await api.call('GET', clientPath(sid) + suffix));
    expect(Object.keys(client)).not.toContain('voice_url');
    expect(Object.keys(client)).not.toContain('voice_fallback_url');
    expect(Object.keys(client)).not.toContain('voice_application_sid');
    expect(Object.values(client).every((value) => typeof value === 'string')).toBe(true);
  });

  it('text comes back as it was sent', async () => {
    const name = `<"Zoë" & 'Søn'> 😀 ]]> \\ %41 +`;
    const { sid } = await someClient(api, { FriendlyName: name, Password: `p<&>"'` });
    expect(clientOf(await api.call('GET', clientPath(sid) + suffix))).toMatchObject({
      friendly_name: name,
      password: `p<&>"'`,
    });
  });

  it('an empty list is an empty list', async () => {
    const reply = await api.call('GET', listPath(ACCOUNTS.child.sid) + suffix);
    expect([reply.status, clientsOf(reply)]).toEqual([200, []]);
  });

  it('errors have code, message, status and more_info', async () => {
    const reply = await api.call('GET', clientPath(UNKNOWN_CLIENT) + suffix);
    expect(reply.status).toBe(404);
    expect(problemOf(reply)).toEqual({
      code: 21204,
      message: 'There is no such Client. Check the ClientSid; a deleted Client never comes back.',
      status: 404,
      more_info: '/docs/errors/21204',
    });
  });
});

it('a password that is not kept readable is left out', async () => {
  const kept = await someClient(api);
  const view = await api.clients.get(ACCOUNTS.root.sid, kept.sid);
  const unreadable = await startApi({ clients: { get: async () => view && { ...view, password: null } } });
  try {
    const json = await unreadable.call('GET', `${clientPath(kept.sid)}.json`);
    const xml = await unreadable.call('GET', clientPath(kept.sid));
    expect(Object.keys(clientOf(json))).not.toContain('password');
    expect(Object.keys(clientOf(xml))).not.toContain('password');
  } finally {
    await unreadable.close();
  }
});

describe('the order of an error', () => {
  it('is that of the design in JSON and XML', async () => {
    const json = await api.call('GET', `${clientPath(UNKNOWN_CLIENT)}.json`);
    expect(Object.keys(jsonOf<object>(json))).toEqual(['code', 'message', 'status', 'more_info']);
    const xml = await api.call('GET', clientPath(UNKNOWN_CLIENT));
    expect(xml.text.replace(/^<\?.*\n/, '').replace(/>[^<]+</g, '><')).toBe(
      '<RestcommResponse><RestException><Status></Status><Code></Code><Message></Message><MoreInfo></MoreInfo>' +
        '</RestException></RestcommResponse>',
    );
  });
});

describe('Accept', () => {
  it.each([
    ['application/json', 'application/json'],
    ['application/json, text/plain, */*', 'application/json'],
    ['*/*', 'application/xml'],
    ['application/xml', 'application/xml'],
    ['text/xml', 'text/xml'],
    ['application/json;q=0.5, application/xml', 'application/xml'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'application/xml'],
  ])('%s is answered in %s', async (accept, type) => {
    const reply = await api.call('GET', listPath(), { headers: { accept } });
    expect([reply.status, reply.headers['content-type']]).toEqual([200, `${type}; charset=utf-8`]);
    expect(reply.headers['vary']).toBe('Accept');
  });

  it('is overruled by .json', async () => {
    const reply = await api.call('GET', `${listPath()}.json`, { headers: { accept: 'application/xml' } });
    expect(reply.headers['content-type']).toBe('application/json; charset=utf-8');
  });

  it('of neither is refused before anything is done', async () => {
    const login = freshLogin();
    const reply = await api.call('POST', listPath(), {
      headers: { accept: 'text/html, application/json;q=0' },
      form: { Login: login, Password: 'x' },
    });
    expect([reply.status, problemOf(reply).code]).toEqual([406, 21112]);
    expect(clientsOf(await api.call('GET', `${listPath()}?Login=${login}`))).toEqual([]);
  });
});

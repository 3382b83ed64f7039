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

const LONG_URL = `https://example.com/${'x'.repeat(2048 - 20)}`;

/** What any write refuses, by field: value and code. */
const BAD_VALUES = [
  ['Password', '', 21304],
  ['Password', 'x'.repeat(129), 21305],
  ['Password', 'a\0b', 21313],
  ['Status', '2', 21306],
  ['Status', '', 21306],
  ['Status', 'true', 21306],
  ['VoiceMethod', 'PUT', 21307],
  ['VoiceMethod', '', 21307],
  ['VoiceFallbackMethod', 'DELETE', 21307],
  ['VoiceUrl', '/relative', 21308],
  ['VoiceUrl', 'ftp://example.com/', 21308],
  ['VoiceUrl', 'javascript:alert(1)', 21308],
  ['VoiceFallbackUrl', 'example.com', 21308],
  ['VoiceUrl', `${LONG_URL}x`, 21309],
  ['VoiceApplicationSid', 'AP1', 21310],
  ['VoiceApplicationSid', `CL${'0'.repeat(32)}`, 21310],
  ['VoiceApplicationSid', `AP${'0'.repeat(32)}`, 21311],
  ['FriendlyName', 'x'.repeat(65), 21312],
  ['FriendlyName', 'a\nb', 21313],
] as const;

const BAD_LOGINS = [
  ['', 21301],
  ['x'.repeat(65), 21302],
  ['a b', 21303],
  ['a:b', 21303],
  ['alice@example.com', 21303],
  ['a/b', 21303],
  ['a%zz', 21303],
  ['zoë', 21303],
  ['a\0b', 21313],
] as const;

describe.each(FORMATS)('creating, answered in %s', (_name, suffix) => {
  it('answers 201 with Location, ETag and Tandem-Revision', async () => {
    const login = freshLogin();
    const reply = await api.call('POST', listPath() + suffix, { form: { Login: login, Password: 'x' } });
    expect(reply.status).toBe(201);
    const client = clientOf(reply);
    expect(reply.headers).toMatchObject({ location: client['uri'], etag: '"1"' });
    expect(reply.headers['tandem-revision']).toMatch(/^[1-9]\d*$/);
    expect(clientOf(await api.call('GET', String(reply.headers.location)))).toEqual(client);
  });

  it('fills in the defaults', async () => {
    const login = freshLogin();
    const reply = await api.call('POST', listPath() + suffix, { form: { Login: login, Password: 'x' } });
    expect(clientOf(reply)).toMatchObject({
      friendly_name: login,
      status: '1',
      voice_method: 'POST',
      voice_fallback_method: 'POST',
      api_version: '2012-04-24',
    });
  });

  it.each(["a-_.!~*'();&=+$,z", 'a%C3%A9', '0', 'x'.repeat(64)])('takes the Login %s', async (login) => {
    const reply = await api.call('POST', listPath() + suffix, {
      form: { Login: `${login.slice(0, 63)}${suffix === '' ? 'x' : 'j'}`, Password: 'y'.repeat(128) },
    });
    expect(reply.status).toBe(201);
  });

  it.each(BAD_LOGINS)('refuses the Login %p', async (login, code) => {
    const before = clientsOf(await api.call('GET', `${listPath()}.json`)).length;
    const reply = await api.call('POST', listPath() + suffix, { form: { Login: login, Password: 'x' } });
    expect([reply.status, problemOf(reply).code, problemOf(reply).status]).toEqual([400, code, 400]);
    expect(clientsOf(await api.call('GET', `${listPath()}.json`))).toHaveLength(before);
  });

  it.each(BAD_VALUES)('refuses %s %p and stores nothing', async (field, value, code) => {
    const login = freshLogin();
    const form = { Login: login, Password: 'x', [field]: value };
    const reply = await api.call('POST', listPath() + suffix, { form });
    expect([reply.status, problemOf(reply).code]).toEqual([400, code]);
    expect(problemOf(reply).message).toContain(field);
    expect(clientsOf(await api.call('GET', `${listPath()}?Login=${login}`))).toEqual([]);
  });

  it('names everything that is wrong', async () => {
    const reply = await api.call('POST', listPath() + suffix, { form: { Status: '7', VoiceMethod: 'PUT' } });
    const { code, message } = problemOf(reply);
    expect([reply.status, code]).toEqual([400, 21301]);
    expect(message).toMatch(/Login.*Password.*Status.*VoiceMethod/);
  });

  it('refuses a Login that the SIP domain has, in any of its accounts', async () => {
    const { login } = await someClient(api);
    for (const account of [ACCOUNTS.root, ACCOUNTS.child]) {
      const reply = await api.call('POST', listPath(account.sid) + suffix, {
        form: { Login: login, Password: 'other' },
      });
      expect([reply.status, problemOf(reply).code]).toEqual([409, 21205]);
    }
    const elsewhere = await api.call('POST', listPath(ACCOUNTS.stranger.sid) + suffix, {
      as: ACCOUNTS.stranger,
      form: { Login: `${login}`, Password: 'other' },
    });
    expect(elsewhere.status).toBe(201);
    await api.call('DELETE', String(elsewhere.headers.location), { as: ACCOUNTS.stranger });
  });

  it('ignores unknown fields and other spellings of known ones', async () => {
    const login = freshLogin();
    const form = {
      Login: login,
      Password: 'x',
      Nonsense: 'y',
      login: 'z',
      STATUS: '7',
      ApiVersion: '2010-04-01',
    };
    const reply = await api.call('POST', listPath() + suffix, { form });
    expect(reply.status).toBe(201);
    expect(clientOf(reply)).toMatchObject({ login, status: '1', api_version: '2012-04-24' });
    const lower = await api.call('POST', listPath() + suffix, { form: { login: 'a', password: 'b' } });
    expect(problemOf(lower).code).toBe(21301);
  });
});

describe.each(['POST', 'PUT'])('updating by %s', (method) => {
  describe.each(FORMATS)('answered in %s', (_name, suffix) => {
    it('changes what is sent and keeps the rest', async () => {
      const { sid, ...before } = await someClient(api, { VoiceUrl: 'https://example.com/a' });
      const form = { FriendlyName: 'New', Status: '0', Password: 'new', VoiceMethod: 'get' };
      const reply = await api.call(method, clientPath(sid) + suffix, { form });
      expect([reply.status, reply.headers.etag]).toEqual([200, '"2"']);
      expect(reply.headers['tandem-revision']).toMatch(/^[1-9]\d*$/);
      const after = clientOf(reply);
      expect(after).toMatchObject({
        sid,
        login: before['login'],
        friendly_name: 'New',
        status: '0',
        password: 'new',
        voice_url: 'https://example.com/a',
        voice_method: 'GET',
        voice_fallback_method: 'POST',
        date_created: before['date_created'],
      });
      expect(clientOf(await api.call('GET', clientPath(sid) + suffix))).toEqual(after);
    });

    it('ignores Login', async () => {
      const { sid, login } = await someClient(api);
      const reply = await api.call(method, clientPath(sid) + suffix, { form: { Login: 'a b', Status: '0' } });
      expect([reply.status, clientOf(reply)['login'], clientOf(reply)['status']]).toEqual([200, login, '0']);
    });

    it('clears URLs by an empty value, and sets FriendlyName back to the Login', async () => {
      const { sid, login } = await someClient(api, {
        VoiceUrl: 'https://example.com/a',
        VoiceFallbackUrl: 'https://example.com/b',
        FriendlyName: 'Some name',
      });
      const form = { VoiceUrl: '', VoiceFallbackUrl: '', VoiceApplicationSid: '', FriendlyName: '' };
      const client = clientOf(await api.call(method, clientPath(sid) + suffix, { form }));
      expect(Object.keys(client)).not.toContain('voice_url');
      expect(Object.keys(client)).not.toContain('voice_fallback_url');
      expect(client['friendly_name']).toBe(login);
    });

    it.each(BAD_VALUES)('refuses %s %p and changes nothing', async (field, value, code) => {
      const { sid } = await someClient(api);
      const form = { VoiceFallbackMethod: 'GET', FriendlyName: 'never', [field]: value };
      const reply = await api.call(method, clientPath(sid) + suffix, { form });
      expect([reply.status, problemOf(reply).code]).toEqual([400, code]);
      const after = await api.call('GET', clientPath(sid));
      expect([after.headers.etag, clientOf(after)['friendly_name']]).toEqual([
        '"1"',
        expect.not.stringMatching(/never/),
      ]);
    });

    it.each([UNKNOWN_CLIENT, 'CL1', `AP${'0'.repeat(32)}`, 'x'.repeat(300), '%00'])(
      'knows no Client %s',
      async (sid) => {
        const reply = await api.call(method, clientPath(sid) + suffix, { form: { Status: '0' } });
        expect([reply.status, problemOf(reply).code]).toEqual([404, 21204]);
      },
    );
  });
});

describe.each(FORMATS)('deleting, answered in %s', (_name, suffix) => {
  it('answers 200 with the last representation, then 404', async () => {
    const { sid } = await someClient(api);
    const before = clientOf(await api.call('GET', clientPath(sid) + suffix));
    const reply = await api.call('DELETE', clientPath(sid) + suffix);
    expect([reply.status, clientOf(reply)]).toEqual([200, before]);
    expect(reply.headers['tandem-revision']).toMatch(/^[1-9]\d*$/);
    for (const method of ['GET', 'DELETE', 'PUT', 'POST']) {
      const again = await api.call(method, clientPath(sid) + suffix);
      expect([again.status, problemOf(again).code]).toEqual([404, 21204]);
    }
  });

  it('frees the Login', async () => {
    const { sid, login } = await someClient(api);
    await api.call('DELETE', clientPath(sid) + suffix);
    const again = await api.call('POST', listPath() + suffix, { form: { Login: login, Password: 'x' } });
    expect([again.status, clientOf(again)['sid'] === sid]).toEqual([201, false]);
  });

  it("knows no other account's Client", async () => {
    const { sid } = await someClient(api);
    for (const method of ['GET', 'DELETE', 'PUT']) {
      const reply = await api.call(method, `${listPath(ACCOUNTS.child.sid)}/${sid}${suffix}`);
      expect([reply.status, problemOf(reply).code]).toEqual([404, 21204]);
    }
  });
});

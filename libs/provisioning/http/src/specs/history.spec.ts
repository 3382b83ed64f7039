import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest } from '../testing/api-under-test.ts';
import { ACCOUNTS } from '../testing/fixture-accounts.ts';
import { clientPath, listPath, UNKNOWN_CLIENT } from '../testing/paths.ts';
import { clientOf, FORMATS, historyOf, jsonOf, problemOf } from '../testing/read-reply.ts';
import { someClient } from '../testing/some-client.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

describe.each(FORMATS)('a history in %s', (_name, suffix) => {
  const events = (sid: string) => api.call('GET', `${clientPath(sid)}/Events${suffix}`);

  it('tells each change and the state after it, also after the end', async () => {
    const { sid, login } = await someClient(api, { FriendlyName: 'First' });
    const path = clientPath(sid) + suffix;
    const created = clientOf(await api.call('GET', path));
    const changed = await api.call('PUT', path, {
      form: { FriendlyName: 'Sécond & last', Password: 'top-secret', VoiceUrl: 'https://example.com/?a&b' },
    });
    const deleted = await api.call('DELETE', path);
    const reply = await events(sid);
    expect(reply.status).toBe(200);
    const history = historyOf(reply);
    expect(history.map(({ version, type }) => [version, type])).toEqual([
      [1, 'ClientCreated'],
      [2, 'ClientUpdated'],
      [3, 'ClientDeleted'],
    ]);
    expect(history.slice(1).map(({ revision }) => String(revision))).toEqual([
      changed.headers['tandem-revision'],
      deleted.headers['tandem-revision'],
    ]);
    expect(history.map((event) => event.recorded_at)).toEqual(Array(3).fill('2013-11-04T16:33:39.000Z'));
    expect([...(history[1]?.changed ?? [])].sort()).toEqual(['friendly_name', 'password', 'voice_url']);
    const { password: _password, ...state } = created;
    expect(history[0]?.state).toEqual(state);
    expect(history[1]?.state).toEqual({
      ...state,
      friendly_name: 'Sécond & last',
      voice_url: 'https://example.com/?a&b',
    });
    expect(history[2]?.state).toMatchObject({ login, friendly_name: 'Sécond & last' });
  });

  it('holds no secret in any form', async () => {
    const { sid } = await someClient(api, { Password: 'hunter2-hunter2' });
    await api.call('PUT', clientPath(sid), { form: { Password: 'tr0ub4dor&3' } });
    const { text } = await events(sid);
    expect(text).not.toMatch(/hunter2|tr0ub4dor|credential|v1\.|[0-9a-f]{64}/i);
    expect(text.toLowerCase()).toContain('password');
    for (const { state } of historyOf(await events(sid)))
      expect(Object.keys(state)).not.toContain('password');
  });

  it('is there for the Clients of the account alone', async () => {
    const { sid } = await someClient(api);
    const foreign = await api.call('GET', `${listPath(ACCOUNTS.child.sid)}/${sid}/Events${suffix}`);
    expect([foreign.status, problemOf(foreign).code]).toEqual([404, 21204]);
    for (const unknown of [UNKNOWN_CLIENT, 'x']) {
      const reply = await events(unknown);
      expect([reply.status, problemOf(reply).code]).toEqual([404, 21204]);
    }
  });
});

it('has the fields of the design in their order', async () => {
  const { sid } = await someClient(api);
  const reply = await api.call('GET', `${clientPath(sid)}/Events.json`);
  expect(Object.keys(jsonOf<object[]>(reply)[0] ?? {})).toEqual([
    'version',
    'revision',
    'type',
    'recorded_at',
    'changed',
    'state',
  ]);
  const xml = await api.call('GET', `${clientPath(sid)}/Events`);
  expect(xml.text).toMatch(
    /<RestcommResponse><Events><Event><Version>1<\/Version><Revision>\d+<\/Revision><Type>ClientCreated<\/Type><RecordedAt>[^<]+<\/RecordedAt><Changed>(<Field>\w+<\/Field>)+<\/Changed><State><Sid>/,
  );
});

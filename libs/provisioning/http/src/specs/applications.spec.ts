import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest, Call, Reply } from '../testing/api-under-test.ts';
import { ACCOUNTS } from '../testing/fixture-accounts.ts';
import { clientPath, listPath } from '../testing/paths.ts';
import { FORMATS, jsonOf, problemOf, resourceOf, resourcesOf } from '../testing/read-reply.ts';
import type { Fields } from '../testing/read-reply.ts';
import { freshLogin } from '../testing/some-client.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const BASE = `/2012-04-24/Accounts/${ACCOUNTS.root.sid}`;
const APPLICATIONS = `${BASE}/Applications`;
const NUMBERS = `${BASE}/IncomingPhoneNumbers`;
const URL = 'https://example.com/voice';

const made = async (path: string, form: Readonly<Record<string, string>>): Promise<Fields> => {
  const reply = await api.call('POST', `${path}.json`, { form });
  if (reply.status !== 201) throw new Error(`${reply.status} ${reply.text}`);
  return jsonOf<Fields>(reply);
};
const one = (path: string, { sid = '' }: Fields): string => `${path}/${sid}`;

describe.each(FORMATS)('an Application, in %s', (_format, suffix) => {
  const call = (method: string, path: string, more: Call = {}): Promise<Reply> =>
    api.call(method, path + suffix, more);

  it('lives as a Client does', async () => {
    const created = await call('POST', APPLICATIONS, { form: { FriendlyName: 'R & <D>', RcmlUrl: URL } });
    expect([created.status, created.headers.etag]).toEqual([201, '"1"']);
    const application = resourceOf(created, 'Application');
    expect(Object.keys(application)).toEqual([
      ...['sid', 'date_created', 'date_updated', 'account_sid', 'api_version', 'friendly_name', 'kind'],
      ...['rcml_url', 'voice_url', 'voice_method', 'voice_fallback_method', 'sms_method'],
      ...['sms_fallback_method', 'uri'],
    ]);
    expect(application).toMatchObject({ friendly_name: 'R & <D>', kind: 'voice', rcml_url: URL });
    expect(application['sid']).toMatch(/^AP[0-9a-f]{32}$/);
    expect(created.headers.location).toBe(application['uri']);
    const path = one(APPLICATIONS, application);
    const changed = await call('PUT', path, { form: { Kind: 'sms' }, headers: { 'if-match': '"1"' } });
    expect(resourceOf(changed, 'Application')).toMatchObject({ kind: 'sms', voice_url: URL });
    expect(resourceOf(changed, 'Application')).not.toHaveProperty('rcml_url');
    expect((await call('PUT', path, { form: {}, headers: { 'if-match': '"1"' } })).status).toBe(412);
    expect((await call('GET', path, { headers: { 'if-none-match': '"2"' } })).status).toBe(304);
    expect((await call('GET', `${path}/Events`)).text).toContain('ApplicationUpdated');
    expect((await call('GET', `${path}/Propagation`)).text).toContain('PENDING');
    expect((await call('DELETE', path)).status).toBe(200);
    expect(problemOf(await call('GET', path))).toMatchObject({ status: 404, code: 21209 });
  });

  it('is listed with those of its account, page by page and by name', async () => {
    const name = `Listed ${suffix}`;
    for (let count = 0; count < 3; count += 1) await made(APPLICATIONS, { FriendlyName: name });
    const filter = `?FriendlyName=${encodeURIComponent(name)}`;
    const reply = await api.call('GET', `${APPLICATIONS}${suffix}${filter}&PageSize=2`);
    expect(resourcesOf(reply, 'Application')).toHaveLength(2);
    expect(reply.headers['x-total-count']).toBe('3');
    expect(reply.headers.link).toMatch(new RegExp(`/Applications${suffix}\\?.*FriendlyName=Listed`));
    const all = await api.call('GET', `${APPLICATIONS}${suffix}${filter}&Login=nobody`);
    expect(resourcesOf(all, 'Application')).toHaveLength(3);
  });

  it.each([
    [{}, 21320],
    [{ FriendlyName: 'a', Kind: 'fax' }, 21321],
    [{ FriendlyName: 'a', RcmlUrl: URL, VoiceUrl: 'https://example.com/x' }, 21322],
    [{ FriendlyName: 'a', StatusCallback: 'x' }, 21308],
  ])('is not made of %j', async (form, code) => {
    const reply = await call('POST', APPLICATIONS, { form });
    expect(problemOf(reply)).toMatchObject({ status: 400, code });
  });
});

describe('an Application in use', () => {
  it('is not deleted: the answer names who uses it, and Force overrules', async () => {
    const application = await made(APPLICATIONS, { FriendlyName: 'Used' });
    const named = { VoiceApplicationSid: application['sid'] ?? '' };
    const client = await made(listPath(), { Login: freshLogin(), Password: 'x', ...named });
    const number = await made(NUMBERS, { PhoneNumber: '+15105550101', ...named });
    const path = one(APPLICATIONS, application);
    const refused = problemOf(await api.call('DELETE', `${path}.json`));
    expect(refused).toMatchObject({ status: 409, code: 21212 });
    expect(refused.message).toContain(client['sid']);
    expect(refused.message).toContain(number['sid']);
    expect(problemOf(await api.call('DELETE', `${path}.json?Force=yes`)).code).toBe(21107);
    await api.call('PUT', clientPath(client['sid'] ?? ''), { form: { VoiceApplicationSid: '' } });
    const other = problemOf(await api.call('DELETE', `${path}.json?Force=false`));
    expect(other.message).not.toContain(client['sid']);
    expect((await api.call('DELETE', `${path}.json?Force=true`)).status).toBe(200);
    const left = jsonOf<Fields>(await api.call('GET', `${one(NUMBERS, number)}.json`));
    expect(left['voice_application_sid']).toBe(application['sid']);
  });

  it('of one account is none of another', async () => {
    const { sid = '' } = await made(APPLICATIONS, { FriendlyName: 'Private' });
    const form = { Login: freshLogin(), Password: 'x', VoiceApplicationSid: sid };
    const reply = await api.call('POST', `${listPath(ACCOUNTS.child.sid)}.json`, { form });
    expect(problemOf(reply)).toMatchObject({ status: 400, code: 21311 });
  });

  it('makes nothing twice under an Idempotency-Key, and may share it with another kind', async () => {
    const headers = { 'idempotency-key': 'shared-between-kinds' };
    const form = { FriendlyName: 'Once' };
    const first = await api.call('POST', `${APPLICATIONS}.json`, { form, headers });
    const again = await api.call('POST', `${APPLICATIONS}.json`, { form, headers });
    expect([again.status, again.headers['idempotent-replayed']]).toEqual([201, 'true']);
    expect(again.text).toBe(first.text);
    const other = { form: { FriendlyName: 'Another' }, headers };
    expect((await api.call('POST', `${APPLICATIONS}.json`, other)).status).toBe(422);
    const client = { form: { Login: freshLogin(), Password: 'x' }, headers };
    expect((await api.call('POST', `${listPath()}.json`, client)).status).toBe(201);
  });
});

import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest, Call } from '../testing/api-under-test.ts';
import { clientPath, listPath } from '../testing/paths.ts';
import { clientOf, FORMATS, problemOf } from '../testing/read-reply.ts';
import { freshLogin, someClient } from '../testing/some-client.ts';

const FORM = 'application/x-www-form-urlencoded';
const JSON_TYPE = 'application/json';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const typed = (type: string, body: string | Buffer, headers: Record<string, string> = {}): Call => ({
  body,
  headers: { 'content-type': type, ...headers },
});

const padded = (bytes: number): string => `Login=x&Password=y&Padding=${'z'.repeat(bytes - 27)}`;

describe.each(FORMATS)('a body, answered in %s', (_name, suffix) => {
  const create = (call: Call) => api.call('POST', listPath() + suffix, call);

  it('may be JSON with the field names of the form', async () => {
    const login = freshLogin();
    const json = { Login: login, Password: 'x', Status: 0, VoiceUrl: null, VoiceMethod: 'get' };
    const reply = await create({ json });
    expect(reply.status).toBe(201);
    expect(clientOf(reply)).toMatchObject({ login, status: '0', voice_method: 'GET' });
    const path = clientPath(String(clientOf(reply)['sid'])) + suffix;
    const update = await api.call('PUT', path, {
      json: { VoiceUrl: 'https://example.com/', Login: 'other' },
    });
    expect(clientOf(update)).toMatchObject({ login, voice_url: 'https://example.com/' });
    const cleared = await api.call('PUT', path, { json: { VoiceUrl: null } });
    expect(Object.keys(clientOf(cleared))).not.toContain('voice_url');
  });

  it.each([
    `${FORM}; charset=UTF-8`,
    `${FORM};charset="utf-8"`,
    FORM.toUpperCase(),
    `${FORM}; charset=us-ascii`,
  ])('may be of type %s', async (type) => {
    const reply = await create(typed(type, `Login=${freshLogin()}&Password=x`));
    expect(reply.status).toBe(201);
  });

  it.each([
    ['text/plain', {}],
    ['multipart/form-data; boundary=x', {}],
    ['application/xml', {}],
    ['application/json-patch+json', {}],
    ['nonsense', {}],
    [`${FORM}; charset=iso-8859-1`, {}],
    [`${JSON_TYPE}; charset=utf-16`, {}],
    [FORM, { 'content-encoding': 'gzip' }],
  ])('of type %s is refused', async (type, headers) => {
    const reply = await create(typed(type, 'Login=a&Password=b', headers));
    expect([reply.status, problemOf(reply).code]).toEqual([415, 21115]);
  });

  it('without a type is refused', async () => {
    const reply = await create({ body: 'Login=a&Password=b' });
    expect([reply.status, problemOf(reply).code]).toEqual([415, 21115]);
  });

  it.each([FORM, JSON_TYPE])('of more than 64 KiB as %s is refused', async (type) => {
    const reply = await create(typed(type, padded(64 * 1024 + 1)));
    expect([reply.status, problemOf(reply).code]).toEqual([413, 21114]);
  });

  it('of 64 KiB is read', async () => {
    const reply = await create(typed(FORM, padded(64 * 1024).replace('Login=x', 'Login=:')));
    expect([reply.status, problemOf(reply).code]).toEqual([400, 21303]);
  });

  it('of more than 64 KiB in chunks of unknown number is refused', async () => {
    const reply = await create({
      body: padded(100_000),
      headers: { 'content-type': FORM, 'content-length': [], 'transfer-encoding': 'chunked' },
    });
    expect([reply.status, problemOf(reply).code]).toEqual([413, 21114]);
  });

  it.each([
    ['Login=%zz&Password=x', 21102],
    ['Login=a&Password=100%', 21102],
    ['Login=%ff&Password=x', 21103],
    [Buffer.from('Login=\xff&Password=x', 'latin1'), 21103],
    ['Login=a&Login=b&Password=x', 21104],
    ['Login=a&Password=x&Unknown=1&Unknown=2', 21104],
    ['Login=a%00b&Password=x', 21313],
    ['Login=a&Password=\0', 21313],
    ['', 21301],
  ])('of the form %p is refused', async (body, code) => {
    const reply = await create(typed(FORM, body));
    expect([reply.status, problemOf(reply).code]).toEqual([400, code]);
  });

  it.each([
    ['{"Login":"a"', 21105],
    ['Login=a', 21105],
    ['["Login"]', 21106],
    ['"Login"', 21106],
    ['{"Login":{"a":1},"Password":"x"}', 21106],
    ['{"Login":["a"],"Password":"x"}', 21106],
    ['{"Login":true,"Password":"x"}', 21106],
    ['{"Login":"a","Password":1e400}', 21106],
    ['{"Login":"a","Login":"b","Password":"x"}', 21104],
    ['{"Login":"a\\u0000b","Password":"x"}', 21313],
    ['{"Login":"a","Password":"\\ud800"}', 21313],
    [Buffer.from('{"Login":"\xff","Password":"x"}', 'latin1'), 21103],
    ['', 21301],
    ['{}', 21301],
  ])('of JSON %p is refused', async (body, code) => {
    const reply = await create(typed(JSON_TYPE, body));
    expect([reply.status, problemOf(reply).code]).toEqual([400, code]);
  });

  it('may be missing: a creation lacks its fields, an update changes nothing', async () => {
    expect(problemOf(await create({})).code).toBe(21301);
    const { sid } = await someClient(api);
    const update = await api.call('PUT', clientPath(sid) + suffix);
    expect([update.status, update.headers.etag]).toEqual([200, '"1"']);
  });

  it('of a DELETE is ignored', async () => {
    const { sid } = await someClient(api);
    const reply = await api.call('DELETE', clientPath(sid) + suffix, typed(JSON_TYPE, '{{{'));
    expect(reply.status).toBe(200);
  });
});

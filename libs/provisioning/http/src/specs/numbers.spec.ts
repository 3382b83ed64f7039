import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest } from '../testing/api-under-test.ts';
import { ACCOUNTS } from '../testing/fixture-accounts.ts';
import { clientPath } from '../testing/paths.ts';
import { FORMATS, jsonOf, problemOf, resourceOf, resourcesOf } from '../testing/read-reply.ts';
import type { Fields } from '../testing/read-reply.ts';
import { someClient } from '../testing/some-client.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const numbersOf = (account: string): string => `/2012-04-24/Accounts/${account}/IncomingPhoneNumbers`;
const NUMBERS = numbersOf(ACCOUNTS.root.sid);

const create = (form: Readonly<Record<string, string>>, path = NUMBERS, suffix = '.json') =>
  api.call('POST', path + suffix, { form });

describe.each(FORMATS)('a number, in %s', (format, suffix) => {
  const number = format === 'JSON' ? '+15105550111' : '+15105550112';

  it('is represented in E.164, however it was sent', async () => {
    const reply = await create({ PhoneNumber: number.replace('510', ' (510) ') }, NUMBERS, suffix);
    expect(reply.status).toBe(201);
    expect(resourceOf(reply, 'IncomingPhoneNumber')).toMatchObject({
      phone_number: number,
      friendly_name: number,
      is_sip: 'false',
      voice_method: 'POST',
    });
    const { sid = '' } = resourceOf(reply, 'IncomingPhoneNumber');
    expect(sid).toMatch(/^PN[0-9a-f]{32}$/);
    expect(reply.headers.location).toBe(`/api${NUMBERS}/${sid}${suffix}`);
  });

  it.each(['', '+', '%2B'])('is found by its number with %j before it', async (plus) => {
    const reply = await api.call('GET', `${NUMBERS}${suffix}?PhoneNumber=${plus}${number.slice(1)}`);
    expect(resourcesOf(reply, 'IncomingPhoneNumber').map((each) => each['phone_number'])).toEqual([number]);
  });
});

describe('one number', () => {
  it('is of one account among those that share a domain, until it is deleted', async () => {
    const form = { PhoneNumber: '+15105550120' };
    const first = jsonOf<Fields>(await create(form));
    expect(problemOf(await create(form))).toMatchObject({ status: 409, code: 21211 });
    const child = numbersOf(ACCOUNTS.child.sid);
    expect(problemOf(await create({ PhoneNumber: '15105550120' }, child)).code).toBe(21211);
    const stranger = await api.call('POST', `${numbersOf(ACCOUNTS.stranger.sid)}.json`, {
      form,
      as: ACCOUNTS.stranger,
    });
    expect(stranger.status).toBe(201);
    expect((await api.call('DELETE', `${NUMBERS}/${first['sid']}`)).status).toBe(200);
    expect((await create(form, child)).status).toBe(201);
  });

  it('may be a short code or a SIP name, in forms and JSON alike', async () => {
    expect(jsonOf<Fields>(await create({ PhoneNumber: '411', IsSIP: 'true' }))).toMatchObject({
      phone_number: '411',
      is_sip: 'true',
    });
    const json = { PhoneNumber: 'support', IsSIP: true };
    expect((await api.call('POST', `${NUMBERS}.json`, { json })).status).toBe(201);
    const found = await api.call('GET', `${NUMBERS}.json?PhoneNumber=support`);
    expect(jsonOf<Fields[]>(found)).toHaveLength(1);
  });

  it.each([
    [{}, 21330],
    [{ PhoneNumber: '411' }, 21331],
    [{ PhoneNumber: '+15105550130', IsSIP: 'maybe' }, 21332],
    [{ PhoneNumber: 'a b', IsSIP: 'true' }, 21333],
    [{ PhoneNumber: '+15105550130', SmsApplicationSid: 'x' }, 21310],
  ])('is not made of %j', async (form, code) => {
    expect(problemOf(await create(form))).toMatchObject({ status: 400, code });
  });

  it('is nothing that the path of another kind shows', async () => {
    const { sid = '' } = jsonOf<Fields>(await create({ PhoneNumber: '+15105550140' }));
    const client = await someClient(api);
    for (const path of [clientPath(sid), `${NUMBERS}/${client.sid}`]) {
      for (const method of ['GET', 'PUT', 'DELETE']) {
        expect((await api.call(method, path)).status).toBe(404);
      }
    }
  });
});

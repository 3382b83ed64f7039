import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { messageRequestCodec, TOPICS } from '@tandem/contracts';
import { messageRecord, notificationRecord } from '@tandem/contracts/testing';
import { createMessaging } from '@tandem/provisioning';
import { LogMessageOutbox } from '@tandem/records';
import { RecordsWorld } from '@tandem/records/testing';
import { waitFor } from '@tandem/testing';
import { startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest, Call } from '../testing/api-under-test.ts';
import { ACCOUNTS } from '../testing/fixture-accounts.ts';
import { jsonOf, problemOf, xmlContent } from '../testing/read-reply.ts';

type Shown = Readonly<Record<string, string | number>>;

const A = ACCOUNTS.root.sid;
const ACCOUNT = `/2012-04-24/Accounts/${A}`;
const sid = (prefix: 'SM' | 'NO', index: number): string => prefix + String(index).padStart(32, '0');
const at = (hour: number): string => new Date(Date.UTC(2026, 1, 28, hour)).toISOString();

const MESSAGES = Array.from({ length: 6 }, (_, index) =>
  messageRecord({
    sid: sid('SM', index),
    accountSid: A,
    to: `+1555123000${index}`,
    body: index === 2 ? '=HYPERLINK("x"), a & <b>' : `Hello ${index}`,
    status: index % 2 === 0 ? 'sent' : 'failed',
    ...(index % 2 === 1 && { sentAt: null, errorCode: 30001, errorMessage: 'The trunk is down.' }),
    createdAt: at(index),
  }),
);
const NOTIFICATIONS = Array.from({ length: 4 }, (_, index) =>
  notificationRecord({
    sid: sid('NO', index),
    accountSid: A,
    errorCode: 11200 + index,
    level: index === 3 ? 'warning' : 'error',
    createdAt: at(index),
  }),
);

let world: RecordsWorld;
let api: ApiUnderTest;

beforeAll(async () => {
  world = await RecordsWorld.open();
  await world.records.start();
  await world.writeMessages(...MESSAGES);
  await world.writeNotifications(...NOTIFICATIONS);
  const outbox = new LogMessageOutbox(world.log, world.records);
  const messaging = createMessaging({ outbox, idempotency: Buffer.alloc(32, 7) });
  api = await startApi({ records: world.records, messaging });
  await waitFor(async () => (await list('/SMS/Messages', 'messages')).length === MESSAGES.length);
  await waitFor(async () => (await list('/Notifications', 'notifications')).length === NOTIFICATIONS.length);
});
afterAll(async () => {
  await api.close();
  await world.close();
});

const list = async (path: string, key: string, query = ''): Promise<readonly Shown[]> => {
  const reply = await api.call('GET', `${ACCOUNT}${path}.json${query}`);
  expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
  return jsonOf<Record<string, readonly Shown[]>>(reply)[key] ?? [];
};
const sidsOf = (all: readonly Shown[]): unknown[] => all.map((one) => one['sid']);

describe('texts', () => {
  it('are shown at both of their paths, newest first', async () => {
    const all = await list('/SMS/Messages', 'messages');
    expect(sidsOf(all)).toEqual(MESSAGES.map((message) => message.sid).reverse());
    expect(await list('/Messages', 'messages')).toEqual(all);
    const path = `/SMS/Messages/${sid('SM', 1)}`;
    const one = await api.call('GET', `${ACCOUNT}${path}.json`);
    expect((await api.call('GET', `${ACCOUNT}/Messages/${sid('SM', 1)}.json`)).text).toBe(one.text);
    expect(jsonOf(one)).toEqual({
      sid: sid('SM', 1),
      date_created: 'Sat, 28 Feb 2026 01:00:00 +0000',
      date_updated: 'Mon, 4 Nov 2013 16:33:40 +0000',
      account_sid: A,
      from: '+15551230000',
      to: '+15551230001',
      body: 'Hello 1',
      status: 'failed',
      direction: 'outbound-api',
      error_code: 30001,
      error_message: 'The trunk is down.',
      api_version: '2012-04-24',
      uri: `/api/2012-04-24/Accounts/${A}${path}.json`,
    });
  });

  it('are shown in XML, whatever is written in them', async () => {
    const reply = await api.call('GET', `${ACCOUNT}/SMS/Messages/${sid('SM', 2)}`);
    expect(xmlContent(reply.text)['SMSMessage']).toMatchObject({ Body: MESSAGES[2]?.body });
    const all = await api.call('GET', `${ACCOUNT}/SMS/Messages`);
    expect((xmlContent(all.text)['SMSMessages'] as { SMSMessage: unknown[] }).SMSMessage).toHaveLength(6);
  });

  it.each([
    ['?To=0003', [3]],
    ['?Body=%26%20%3Cb', [2]],
    ['?Body=hello', []],
    ['?Status=failed', [5, 3, 1]],
    ['?SortBy=Body&Status=failed', [1, 3, 5]],
    ['?StartTime=2026-02-28T04:00:00Z', [5, 4]],
  ])('are found by %s', async (query, indexes) => {
    const expected = indexes.map((index) => sid('SM', index));
    expect(sidsOf(await list('/SMS/Messages', 'messages', query))).toEqual(expected);
  });

  it('are exported, harmless to spreadsheets', async () => {
    for (const path of ['/SMS/Messages.csv', '/Messages.csv']) {
      const reply = await api.call('GET', `${ACCOUNT}${path}?Body=HYPER`);
      expect(reply.text.split('\r\n')).toHaveLength(3);
      expect(reply.text).toContain(`"'=HYPERLINK(""x""), a & <b>"`);
    }
  });

  it.each([
    [sid('SM', 99), 404, 21219],
    ['?Status=queue', 400, 21107],
    ['?Body=', 400, 21107],
    ['?SortBy=Duration', 400, 21107],
  ])('say what is wrong with %s', async (end, status, code) => {
    const path = `${ACCOUNT}/SMS/Messages${end.startsWith('?') ? '.json' : '/'}${end}`;
    const reply = await api.call('GET', path);
    expect([reply.status, problemOf(reply).code]).toEqual([status, code]);
  });
});

describe('notifications', () => {
  it('are shown with the request that went wrong', async () => {
    const reply = await api.call('GET', `${ACCOUNT}/Notifications/${sid('NO', 3)}.json`);
    expect(jsonOf(reply)).toEqual({
      sid: sid('NO', 3),
      date_created: 'Sat, 28 Feb 2026 03:00:00 +0000',
      date_updated: 'Sat, 28 Feb 2026 03:00:00 +0000',
      account_sid: A,
      call_sid: `CA${'0'.repeat(31)}1`,
      api_version: '2012-04-24',
      log: 1,
      error_code: 11203,
      message_text: 'The application did not answer in time.',
      message_date: '2026-02-28T03:00:00.000Z',
      request_url: 'https://example.com/voice',
      request_method: 'POST',
      request_variables: 'From=alice&To=bob',
      uri: `/api/2012-04-24/Accounts/${A}/Notifications/${sid('NO', 3)}.json`,
    });
  });

  it.each([
    ['?ErrorCode=11201', [1]],
    ['?RequestUrl=example.com', [3, 2, 1, 0]],
    ['?MessageText=answer%20in', [3, 2, 1, 0]],
    [`?CallSid=CA${'9'.repeat(32)}`, []],
    ['?SortBy=Log:desc', [3, 2, 1, 0]],
    ['?SortBy=ErrorCode:asc', [0, 1, 2, 3]],
  ])('are found by %s', async (query, indexes) => {
    const expected = indexes.map((index) => sid('NO', index));
    expect(sidsOf(await list('/Notifications', 'notifications', query))).toEqual(expected);
  });

  it.each([
    [sid('NO', 99), 404, 21220],
    ['?ErrorCode=x', 400, 21107],
  ])('say what is wrong with %s', async (end, status, code) => {
    const path = `${ACCOUNT}/Notifications${end.startsWith('?') ? '.json' : '/'}${end}`;
    const reply = await api.call('GET', path);
    expect([reply.status, problemOf(reply).code]).toEqual([status, code]);
  });
});

describe('sending a text', () => {
  const form = { From: '+15551230000', To: 'alice', Body: 'Hello\n"you" & <them>' };
  const send = (call: Call, path = '/SMS/Messages.json') => api.call('POST', ACCOUNT + path, call);
  const requestsOf = async (one: string) =>
    (await world.recordsOn(TOPICS.messageRequests.name)).filter(({ key }) => key === one);

  it('queues it: it is listed at once, and the request is on the log', async () => {
    const reply = await send({ form: { ...form, StatusCallback: 'https://example.com/status' } });
    const shown = jsonOf<Shown>(reply);
    expect([reply.status, reply.headers.location]).toEqual([201, shown['uri']]);
    expect(shown).toMatchObject({
      from: form.From,
      to: form.To,
      body: form.Body,
      status: 'queued',
      direction: 'outbound-api',
    });
    const sent = String(shown['sid']);
    expect(jsonOf(await api.call('GET', String(reply.headers.location)))).toEqual(shown);
    const [request, ...more] = await requestsOf(sent);
    expect(more).toEqual([]);
    expect(messageRequestCodec.decode(request?.value ?? Buffer.alloc(0))).toMatchObject({
      ok: true,
      value: {
        ...{ sid: sent, accountSid: A, from: form.From, to: form.To, body: form.Body },
        statusCallback: 'https://example.com/status',
      },
    });
  });

  it('takes the plus of a number that a form lost', async () => {
    const body = `From=+15551230000&To=+15551239999&Body=${encodeURIComponent(form.Body)}`;
    const shown = jsonOf<Shown>(await send({ form: body }));
    expect([shown['from'], shown['to']]).toEqual(['+15551230000', '+15551239999']);
  });

  it('takes its other path, JSON, and answers XML', async () => {
    const reply = await send({ json: form }, '/Messages');
    expect(reply.status).toBe(201);
    expect(xmlContent(reply.text)['SMSMessage']).toMatchObject({ Body: form.Body, Status: 'queued' });
  });

  it('sends once what is repeated under one Idempotency-Key', async () => {
    const headers = { 'idempotency-key': 'text-1' };
    const first = await send({ form, headers });
    const again = await send({ form, headers });
    expect([again.status, again.text]).toEqual([201, first.text]);
    expect([first.headers['idempotent-replayed'], again.headers['idempotent-replayed']]).toEqual([
      undefined,
      'true',
    ]);
    expect(await requestsOf(String(jsonOf<Shown>(first)['sid']))).toHaveLength(1);
    const other = await send({ form: { ...form, Body: 'Bye' }, headers });
    expect([other.status, problemOf(other).code]).toEqual([422, 21207]);
  });

  it('says all that is missing', async () => {
    const reply = await send({ form: {} });
    expect([reply.status, problemOf(reply).code]).toEqual([400, 21360]);
    for (const name of ['From', 'To', 'Body'])
      expect(problemOf(reply).message).toContain(`${name} is missing`);
  });

  it.each([
    ['From', '', 21360],
    ['From', '  ', 21360],
    ['From', 'x'.repeat(65), 21363],
    ['From', 'a\nb', 21313],
    ['To', '', 21361],
    ['To', 'x'.repeat(65), 21363],
    ['Body', '', 21362],
    ['Body', 'x'.repeat(1601), 21364],
    ['Body', 'a\u0000b', 21313],
    ['StatusCallback', 'ftp://example.com', 21308],
  ])('refuses %s %j', async (name, value, code) => {
    const reply = await send({ json: { ...form, [name]: value } });
    expect([reply.status, problemOf(reply).code]).toEqual([400, code]);
    expect(problemOf(reply).message).toContain(name);
  });

  it('takes the longest text, counted as people count', async () => {
    const body = '\u{1F600}'.repeat(1600);
    const reply = await send({ json: { ...form, Body: body } });
    expect([reply.status, jsonOf<Shown>(reply)['body']]).toEqual([201, body]);
  });

  it('does not claim what the log did not take', async () => {
    const away = await startApi();
    const reply = await away.call('POST', `${ACCOUNT}/SMS/Messages.json`, { form });
    expect([reply.status, problemOf(reply).code, reply.headers['retry-after']]).toEqual([503, 21503, '1']);
    await away.close();
  });
});

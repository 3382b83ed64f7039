import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { messageRecord, notificationRecord } from '@tandem/contracts/testing';
import { RecordsWorld } from '@tandem/records/testing';
import { waitFor } from '@tandem/testing';
import { startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest } from '../testing/api-under-test.ts';
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
  api = await startApi({ records: world.records });
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

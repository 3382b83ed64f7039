import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { callRecord } from '@tandem/contracts/testing';
import { RecordsWorld } from '@tandem/records/testing';
import { startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest } from '../testing/api-under-test.ts';
import { ACCOUNTS } from '../testing/fixture-accounts.ts';
import { jsonOf, problemOf, xmlContent } from '../testing/read-reply.ts';

interface Page {
  readonly page: number;
  readonly num_pages: number;
  readonly page_size: number;
  readonly total: number;
  readonly start: string;
  readonly end: string;
  readonly uri: string;
  readonly first_page_uri: string;
  readonly previous_page_uri: string | null;
  readonly next_page_uri: string | null;
  readonly last_page_uri: string;
  readonly calls: readonly Readonly<Record<string, string | number>>[];
}

const A = ACCOUNTS.root.sid;
const CALLS = `/2012-04-24/Accounts/${A}/Calls`;
const sid = (index: number): string => `CA${String(index).padStart(32, '0')}`;
const at = (hour: number): string => new Date(Date.UTC(2026, 1, 28, hour)).toISOString();

// A call each hour from 28 February on; the newest has the highest number.
const RECORDS = Array.from({ length: 25 }, (_, index) =>
  callRecord({
    sid: sid(index),
    accountSid: A,
    from: `+1555000000${index % 10}`,
    to: index === 3 ? '<b>"&' : 'bob',
    status: index % 2 === 0 ? 'completed' : 'no-answer',
    startedAt: at(index),
    parentCallSid: index === 7 ? sid(6) : null,
  }),
);

let world: RecordsWorld;
let api: ApiUnderTest;

beforeAll(async () => {
  world = await RecordsWorld.open();
  await world.records.start();
  await world.write(...RECORDS, callRecord({ sid: sid(99), accountSid: ACCOUNTS.stranger.sid }));
  await world.until(A, RECORDS.length);
  api = await startApi({ records: world.records });
});
afterAll(async () => {
  await api.close();
  await world.close();
});

const page = async (query: string): Promise<Page> => {
  const reply = await api.call('GET', query.startsWith('/') ? query : `${CALLS}.json${query}`);
  expect([reply.status, reply.text]).toEqual([200, expect.any(String)]);
  return jsonOf<Page>(reply);
};
const sidsOf = ({ calls }: Page): unknown[] => calls.map((call) => call['sid']);
const expected = (...indexes: readonly number[]): string[] => indexes.map(sid);

describe('a call', () => {
  it('is shown with all that is known of it', async () => {
    const reply = await api.call('GET', `${CALLS}/${sid(7)}.json`);
    expect(reply.status).toBe(200);
    expect(jsonOf(reply)).toEqual({
      sid: sid(7),
      InstanceId: 'call-processing-1',
      date_created: 'Sat, 28 Feb 2026 07:00:00 +0000',
      date_updated: 'Mon, 4 Nov 2013 16:34:50 +0000',
      parent_call_sid: sid(6),
      account_sid: A,
      client_sid: `CL${'c'.repeat(32)}`,
      to: 'bob',
      from: '+15550000007',
      status: 'no-answer',
      start_time: '2026-02-28T07:00:00.000Z',
      end_time: '2013-11-04T16:34:50.500Z',
      duration: 66,
      direction: 'client-to-client',
      api_version: '2012-04-24',
      uri: `/api/2012-04-24/Accounts/${A}/Calls/${sid(7)}.json`,
      ring_duration: 4,
      sip_code: 200,
      ended_by: 'callee',
    });
  });

  it('is shown in XML, whatever the phones call themselves', async () => {
    const reply = await api.call('GET', `${CALLS}/${sid(3)}`);
    expect(xmlContent(reply.text)['Call']).toMatchObject({ Sid: sid(3), To: '<b>"&', Duration: '66' });
  });

  it.each([sid(1000), sid(99), 'CA1', `CL${'0'.repeat(32)}`])('is not found: %s', async (unknown) => {
    const reply = await api.call('GET', `${CALLS}/${unknown}.json`);
    expect([reply.status, problemOf(reply).code]).toEqual([404, 21218]);
  });
});

describe('the list of calls', () => {
  it('is the newest page of fifty unless asked otherwise', async () => {
    const shown = await page('');
    expect(shown).toMatchObject({ page: 0, num_pages: 1, page_size: 50, total: 25, start: '0', end: '24' });
    expect(sidsOf(shown)).toEqual(RECORDS.map((call) => call.sid).reverse());
    expect([shown.previous_page_uri, shown.next_page_uri]).toEqual([null, null]);
  });

  it('is walked by its links, and counts its pages right', async () => {
    const seen: unknown[] = [];
    let next: string | null = `${CALLS}.json?PageSize=10`;
    const pages: Page[] = [];
    while (next !== null) {
      const shown: Page = await page(next);
      pages.push(shown);
      seen.push(...sidsOf(shown));
      next = shown.next_page_uri;
    }
    expect(seen).toEqual(RECORDS.map((call) => call.sid).reverse());
    expect(
      pages.map(({ page: number, num_pages: count, start, end }) => [number, count, start, end]),
    ).toEqual([
      [0, 3, '0', '9'],
      [1, 3, '10', '19'],
      [2, 3, '20', '24'],
    ]);
    const last = pages.at(-1);
    expect(sidsOf(await page(last?.previous_page_uri ?? ''))).toEqual(
      pages[1]?.calls.map((call) => call['sid']),
    );
    expect(sidsOf(await page(last?.first_page_uri ?? ''))).toEqual(
      pages[0]?.calls.map((call) => call['sid']),
    );
    expect(sidsOf(await page(pages[0]?.last_page_uri ?? ''))).toEqual(last?.calls.map((call) => call['sid']));
    expect((await page(pages[1]?.uri ?? '')).calls).toEqual(pages[1]?.calls);
  });

  it('has no call twice when another one comes meanwhile', async () => {
    const first = await page('?PageSize=10');
    await world.write(callRecord({ sid: sid(500), accountSid: A, startedAt: at(100) }));
    await world.until(A, RECORDS.length + 1);
    const second = await page(first.next_page_uri ?? '');
    await world.write(sid(500));
    await world.until(A, RECORDS.length);
    expect([...sidsOf(first), ...sidsOf(second)]).toEqual(
      RECORDS.map((call) => call.sid)
        .reverse()
        .slice(0, 20),
    );
  });

  it('keeps its filters and its order in its links', async () => {
    const shown = await page(
      '?PageSize=2&Status=completed&From=0004&SortBy=DateCreated:asc&StartTime=2026-02-28',
    );
    expect(sidsOf(shown)).toEqual(expected(4, 14));
    const further = await page('?PageSize=2&Status=completed&SortBy=DateCreated:asc');
    expect(sidsOf(await page(further.next_page_uri ?? ''))).toEqual(expected(4, 6));
  });

  it.each([
    ['?From=%2B15550000003', [23, 13, 3]],
    ['?From=+15550000003', [23, 13, 3]],
    ['?From=0003', [23, 13, 3]],
    ['?To=%22%26', [3]],
    [`?ParentCallSid=${sid(6)}`, [7]],
    ['?StartTime=2026-03-01', [24]],
    ['?EndTime=2026-02-27', []],
    ['?StartTime=2026-02-28T22:00:00Z&EndTime=2026-02-28T23:00:00.000Z', [23, 22]],
    ['?EndTime=2026-02-28T03:00:00%2B02:00', [1, 0]],
    ['?Status=busy', []],
    ['?SortBy=From:desc&From=0009', [19, 9]],
  ])('finds by %s', async (query, indexes) => {
    const shown = await page(query);
    expect(sidsOf(shown)).toEqual(expected(...indexes));
    expect(shown.total).toBe(indexes.length);
  });

  it('shows a page beyond the last one as an empty one', async () => {
    expect(await page('?Page=9')).toMatchObject({ total: 25, num_pages: 1, calls: [], next_page_uri: null });
  });

  it('has its envelope as attributes in XML', async () => {
    const reply = await api.call('GET', `${CALLS}?PageSize=1&Page=1`);
    expect(reply.headers['content-type']).toBe('application/xml; charset=utf-8');
    expect((xmlContent(reply.text)['Calls'] as { Call: unknown }).Call).toMatchObject({ Sid: sid(23) });
    expect(reply.text).toContain(
      '<Calls page="1" numpages="25" pagesize="1" total="25" start="1" end="1" uri="',
    );
    expect(reply.text).toContain('Calls?Page=0&amp;PageSize=1"');
  });

  it.each([
    ['?Page=-1', 'Page'],
    ['?Page=x', 'Page'],
    ['?PageSize=0', 'PageSize'],
    ['?PageSize=1001', 'PageSize'],
    ['?AfterSid=x', 'AfterSid'],
    [`?AfterSid=${sid(99)}`, 'AfterSid'],
    ['?Status=in%20progress', 'Status'],
    ['?Status=', 'Status'],
    ['?From=', 'From'],
    ['?ParentCallSid=CA1', 'ParentCallSid'],
    ['?StartTime=2026-02-30', 'StartTime'],
    ['?EndTime=2026-02-28T00:00:00', 'EndTime'],
    ['?SortBy=Body', 'SortBy'],
    ['?SortBy=DateCreated:up', 'SortBy'],
    ['?SortBy=constructor', 'SortBy'],
  ])('refuses %s and says why', async (query, name) => {
    const reply = await api.call('GET', `${CALLS}.json${query}`);
    const { code, message } = problemOf(reply);
    expect([reply.status, code]).toEqual([400, 21107]);
    expect(message).toMatch(new RegExp(`\\b${name}\\b`));
  });
});

describe('calls as CSV', () => {
  it('are all that the filters find, with the fields’ names above them', async () => {
    const reply = await api.call('GET', `${CALLS}.csv?Status=no-answer&PageSize=1`, {
      headers: { accept: 'text/csv' },
    });
    expect(reply.headers).toMatchObject({
      'content-type': 'text/csv; charset=utf-8; header=present',
      'content-disposition': 'attachment; filename="Calls.csv"',
    });
    const lines = reply.text.trimEnd().split('\r\n');
    expect(lines[0]?.split(',').slice(0, 2)).toEqual(['sid', 'InstanceId']);
    expect(lines.slice(1).map((line) => line.split(',')[0])).toEqual(
      RECORDS.filter(({ status }) => status === 'no-answer')
        .map((call) => call.sid)
        .reverse(),
    );
    expect(reply.text).toContain('"<b>""&"');
  });

  it('are refused in JSON to those who take CSV alone', async () => {
    const reply = await api.call('GET', `${CALLS}.csv?StartTime=x`, { headers: { accept: 'text/csv' } });
    expect([reply.status, problemOf(reply).code]).toEqual([400, 21107]);
  });

  it('have a head', async () => {
    const reply = await api.call('HEAD', `${CALLS}.csv`);
    expect([reply.status, reply.text]).toEqual([200, '']);
  });
});

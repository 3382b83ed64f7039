import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest } from '../testing/api-under-test.ts';
import { ACCOUNTS } from '../testing/fixture-accounts.ts';
import { clientPath, listPath } from '../testing/paths.ts';
import { clientsOf, FORMATS, problemOf } from '../testing/read-reply.ts';
import { someClient } from '../testing/some-client.ts';

let api: ApiUnderTest;
let sids: string[];

beforeAll(async () => {
  api = await startApi();
  sids = [];
  for (let i = 0; i < 25; i++) {
    const form = { FriendlyName: i % 5 === 0 ? 'Fünf & mehr' : `n${i}`, Status: i % 3 === 0 ? '0' : '1' };
    sids.push((await someClient(api, form)).sid);
  }
});
afterAll(() => api.close());

const nextOf = (link: unknown): string | undefined => /^<([^>]+)>; rel="next"$/.exec(String(link))?.[1];

describe.each(FORMATS)('the list in %s', (_name, suffix) => {
  const list = (query = '') => api.call('GET', `${listPath()}${suffix}${query}`);
  const sidsOf = async (query = '') => clientsOf(await list(query)).map((client) => client['sid']);

  it('is everything in creation order', async () => {
    const reply = await list();
    expect([reply.status, reply.headers.link, reply.headers['x-total-count']]).toEqual([
      200,
      undefined,
      undefined,
    ]);
    expect(clientsOf(reply).map((client) => client['sid'])).toEqual(sids);
  });

  it.each([1, 7, 24, 25, 26, 1000])('comes in pages of %p', async (size) => {
    const seen: unknown[] = [];
    let path: string | undefined = `${listPath()}${suffix}?PageSize=${size}`;
    while (path !== undefined) {
      const reply = await api.call('GET', path);
      expect([reply.status, reply.headers['x-total-count']]).toEqual([200, '25']);
      const page = clientsOf(reply);
      expect(page.length).toBe(Math.min(size, 25 - seen.length));
      seen.push(...page.map((client) => client['sid']));
      path = reply.headers.link === undefined ? undefined : nextOf(reply.headers.link);
    }
    expect(seen).toEqual(sids);
  });

  it('links the next page as the caller writes paths, filters included', async () => {
    const reply = await api.call(
      'GET',
      `/call${listPath()}${suffix}/?Status=1&FriendlyName=F%C3%BCnf+%26+mehr&PageSize=2`,
    );
    const next = nextOf(reply.headers.link) ?? '';
    expect(next).toMatch(`/call${listPath()}${suffix}?PageSize=2&PageToken=`);
    const rest = await api.call('GET', next);
    const all = await sidsOf('?Status=1&FriendlyName=F%C3%BCnf+%26+mehr');
    expect([...clientsOf(reply), ...clientsOf(rest)].map((client) => client['sid'])).toEqual(all);
    expect([reply.headers['x-total-count'], all.length]).toEqual(['3', 3]);
  });

  it('stays in step when a Client of the page before is deleted meanwhile', async () => {
    const made = await someClient(api, { FriendlyName: 'passing' });
    const last = await someClient(api, { FriendlyName: 'passing' });
    const first = await list('?FriendlyName=passing&PageSize=1');
    await api.call('DELETE', clientPath(made.sid));
    const second = await api.call('GET', nextOf(first.headers.link) ?? '');
    expect(clientsOf(second).map((client) => client['sid'])).toEqual([last.sid]);
    await api.call('DELETE', clientPath(last.sid));
  });

  it('is filtered by Login, FriendlyName and Status', async () => {
    const [client] = clientsOf(await list());
    expect(await sidsOf(`?Login=${client?.['login'] ?? ''}`)).toEqual([sids[0]]);
    expect(await sidsOf('?FriendlyName=F%C3%BCnf%20%26%20mehr')).toEqual(sids.filter((_, i) => i % 5 === 0));
    expect(await sidsOf('?Status=0')).toEqual(sids.filter((_, i) => i % 3 === 0));
    expect(await sidsOf('?Status=1&FriendlyName=F%C3%BCnf+%26+mehr')).toEqual([sids[5], sids[10], sids[20]]);
    expect(await sidsOf('?Login=nobody')).toEqual([]);
    expect(await sidsOf('?Login=nobody&PageSize=5')).toEqual([]);
  });

  it('ignores parameters that it does not know', async () => {
    expect(await sidsOf('?Page=3&login=x&pagesize=0&x=%00')).toEqual(sids);
    expect(await sidsOf('?')).toEqual(sids);
  });

  it.each([
    ['PageSize=0', 21107],
    ['PageSize=1001', 21107],
    ['PageSize=', 21107],
    ['PageSize=-1', 21107],
    ['PageSize=1.5', 21107],
    ['PageSize=+1', 21107],
    ['PageSize=x', 21107],
    ['PageToken=', 21107],
    [`PageToken=${'x'.repeat(513)}`, 21107],
    ['Status=2', 21107],
    ['Status=', 21107],
    ['Login=', 21107],
    ['FriendlyName=', 21107],
    ['PageToken=nonsense', 21108],
    ['PageSize=5&PageToken=%F0%9F%98%80', 21108],
    ['PageSize=1&PageSize=1', 21104],
    ['PageSize=%zz', 21102],
    ['Login=%ff', 21103],
  ])('refuses ?%s', async (query, code) => {
    const reply = await list(`?${query}`);
    expect([reply.status, problemOf(reply).code]).toEqual([400, code]);
  });

  it('says what is wrong with a parameter', async () => {
    expect(problemOf(await list('?PageSize=0&Status=7')).message).toMatch(
      /^(?=.*PageSize is not a whole number from 1 to 1000)(?=.*Status is neither 0 nor 1)/,
    );
  });

  it('does not take the token of another account', async () => {
    const { headers } = await list('?PageSize=1');
    const token = new URLSearchParams(nextOf(headers.link)?.split('?')[1]).get('PageToken') ?? '';
    const foreign = await api.call(
      'GET',
      `${listPath(ACCOUNTS.stranger.sid)}${suffix}?PageToken=${encodeURIComponent(token)}`,
      { as: ACCOUNTS.stranger },
    );
    expect([400, 200]).toContain(foreign.status);
    if (foreign.status === 200) expect(clientsOf(foreign)).toEqual([]);
  });
});

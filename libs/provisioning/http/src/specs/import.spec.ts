import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TandemError } from '@tandem/kernel';
import { basic, startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest, Call, Reply } from '../testing/api-under-test.ts';
import { ACCOUNTS } from '../testing/fixture-accounts.ts';
import { listPath } from '../testing/paths.ts';
import { clientsOf, problemOf } from '../testing/read-reply.ts';
import { freshLogin } from '../testing/some-client.ts';

interface Line {
  readonly row: number;
  readonly result: string;
  readonly login?: string;
  readonly sid?: string;
  readonly revision?: number;
  readonly problems?: readonly { readonly code: number; readonly message: string }[];
}
interface Summary {
  readonly import: string;
  readonly complete: boolean;
  readonly next_row?: number;
  readonly why?: string;
  readonly created: number;
  readonly exists: number;
  readonly invalid: number;
  readonly revision: number;
  readonly status: string | null;
  readonly propagation: string | null;
}

const PATH = `${listPath()}/Import`;

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const post = (body: string | Buffer, headers: Record<string, string> = {}, over: Call = {}): Promise<Reply> =>
  api.call('POST', PATH, { body, headers: { 'content-type': 'text/csv', ...headers }, ...over });

const read = ({ text }: Reply): { readonly lines: readonly Line[]; readonly summary: Summary } => {
  const all = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as unknown);
  return { lines: all.slice(0, -1) as Line[], summary: all.at(-1) as Summary };
};

const csv = (...rows: readonly (readonly string[])[]): string =>
  [['Login', 'Password'], ...rows].map((row) => row.join(',')).join('\n');

const codes = (lines: readonly Line[]): readonly (number | string | undefined)[] =>
  lines.map(({ result, problems }) => (result === 'invalid' ? problems?.[0]?.code : result));

describe('POST …/Clients/Import', () => {
  it('creates a Client of each row of a CSV, in its order, with every field', async () => {
    const [one, two] = [freshLogin(), freshLogin()];
    const body = `Login,Password,FriendlyName,Status,VoiceUrl\r\n${one},secret,"One, of ""two""",0,https://example.com/a\r\n${two},secret,,,\r\n`;
    const reply = await post(body, { 'content-type': 'text/csv; charset=utf-8' });
    expect(reply.status).toBe(200);
    expect(reply.headers['content-type']).toBe('application/x-ndjson');
    const { lines, summary } = read(reply);
    expect(lines.map(({ row, result, login }) => [row, result, login])).toEqual([
      [1, 'created', one],
      [2, 'created', two],
    ]);
    expect(summary).toMatchObject({ complete: true, created: 2, exists: 0, invalid: 0, status: 'PENDING' });
    expect(summary.revision).toBe(lines[1]?.revision);
    const found = clientsOf(await api.call('GET', `${listPath()}.json?Login=${one}`));
    expect(found[0]).toMatchObject({
      sid: lines[0]?.sid,
      friendly_name: 'One, of "two"',
      status: '0',
      voice_url: 'https://example.com/a',
      password: 'secret',
    });
  });

  it('takes NDJSON with the fields of a JSON body', async () => {
    const login = freshLogin();
    const body = `${JSON.stringify({ Login: login, Password: 'x', Status: 0 })}\n{"Login":\n[]\n`;
    const { lines } = read(
      await post(body, { 'content-type': 'application/x-ndjson', accept: 'application/x-ndjson' }),
    );
    expect(codes(lines)).toEqual(['created', 21105, 21106]);
  });

  it('says of each row what is wrong with it, and goes on', async () => {
    const login = freshLogin();
    const body = Buffer.concat([
      Buffer.from(`${csv([login, 'a'], [login, 'b'], ['', 'c'], ['x'], ['x', 'y', 'z'], ['a"b', 'c'])}\n`),
      Buffer.from([0xff, 0x2c, 0x61, 0x0a]),
      Buffer.alloc(10 * 1024 * 1024, 'x'),
      Buffer.from(`\n${freshLogin()},last`),
    ]);
    const { lines, summary } = read(await post(body));
    expect(codes(lines)).toEqual(['created', 'exists', 21301, 21122, 21122, 21122, 21103, 21121, 'created']);
    expect(lines.map(({ row }) => row)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    expect(summary).toMatchObject({ complete: true, created: 2, exists: 1, invalid: 6 });
  });

  it('lets the first of many rows with one login win, and has no other', async () => {
    const login = freshLogin();
    const rows = Array.from({ length: 300 }, (_, index) => [login, `p${index}`]);
    const { lines } = read(await post(csv(...rows)));
    expect(codes(lines)).toEqual(['created', ...Array.from({ length: 299 }, () => 'exists')]);
    const [only, ...others] = clientsOf(await api.call('GET', `${listPath()}.json?Login=${login}`));
    expect([only?.['password'], others]).toEqual(['p0', []]);
  });

  it('does not report its own rows as existing when it is sent again, whole or from a row on', async () => {
    const headers = { 'idempotency-key': 'again' };
    const rows = [
      [freshLogin(), 'a'],
      [freshLogin(), 'b'],
      [freshLogin(), 'c'],
    ];
    const first = read(await post(csv(...rows), headers));
    expect(first.summary).toMatchObject({ import: 'again', created: 3 });
    const second = read(await post(csv(...rows), headers));
    expect(second.lines).toEqual(first.lines);
    const reply = await api.call('POST', `${PATH}?FirstRow=3`, {
      body: csv(rows[2] ?? []),
      headers: { ...headers, 'content-type': 'text/csv' },
    });
    expect(read(reply).lines).toEqual([first.lines[2]]);
    expect(codes(read(await post(csv([freshLogin(), 'a']), headers)).lines)).toEqual([21207]);
  });

  it('has keys apart from those of single creations and of other accounts', async () => {
    const fields = { Login: freshLogin(), Password: 'a' };
    const headers = { 'idempotency-key': 'mine' };
    await api.call('POST', listPath(), { form: fields, headers });
    expect(codes(read(await post(csv([freshLogin(), 'a']), headers)).lines)).toEqual(['created']);
    const stranger = `${listPath(ACCOUNTS.stranger.sid)}/Import`;
    const call = { body: csv([freshLogin(), 'a']), headers: { ...headers, 'content-type': 'text/csv' } };
    expect(codes(read(await api.call('POST', stranger, { ...call, as: ACCOUNTS.stranger })).lines)).toEqual([
      'created',
    ]);
    expect((await api.call('POST', stranger, call)).status).toBe(403);
    expect((await api.call('POST', PATH, { ...call, as: null })).status).toBe(401);
  });

  it.each([
    ['no body at all', '', {}, [400, 21122]],
    ['an unknown column', 'Login,Password,Colour\n', {}, [400, 21122]],
    ['no Password', 'Login\na\n', {}, [400, 21122]],
    ['a column twice', 'Login,Password,Login\n', {}, [400, 21122]],
    ['columns that are no UTF-8', Buffer.from([0xff, 0x0a]), {}, [400, 21103]],
    ['a form', 'Login=a', { 'content-type': 'application/x-www-form-urlencoded' }, [415, 21124]],
    ['another charset', 'Login,Password\n', { 'content-type': 'text/csv; charset=latin1' }, [415, 21124]],
    ['a bad wait', 'Login,Password\n', { prefer: 'wait=x' }, [400, 21120]],
    ['a bad key', 'Login,Password\n', { 'idempotency-key': 'x'.repeat(256) }, [400, 21314]],
  ])('refuses %s', async (_what, body, headers, refusal) => {
    const reply = await post(body, headers);
    expect([reply.status, problemOf(reply).code]).toEqual(refusal);
  });

  it.each(['0', 'x', '-1', '1.5', ''])('refuses FirstRow=%s', async (value) => {
    const reply = await api.call('POST', `${PATH}?FirstRow=${value}`, {
      body: 'x',
      headers: { 'content-type': 'text/csv' },
    });
    expect([reply.status, problemOf(reply).code]).toEqual([400, 21123]);
  });

  it('is the only place that takes rows', async () => {
    const reply = await api.call('POST', listPath(), { body: 'x', headers: { 'content-type': 'text/csv' } });
    expect([reply.status, problemOf(reply).code]).toEqual([415, 21115]);
  });

  it('stops where the journal does, says so, and goes on from there', async () => {
    let left = 2;
    const broken = await startApi({
      clients: {
        create: (command) => {
          left -= 1;
          return left < 0
            ? Promise.reject(new TandemError('JOURNAL_UNAVAILABLE', 'the journal is away'))
            : api.clients.create(command);
        },
      },
    });
    try {
      const rows = [1, 2, 3, 4].map(() => [freshLogin(), 'a']);
      const headers = { 'idempotency-key': 'broken', 'content-type': 'text/csv' };
      const reply = await broken.call('POST', PATH, { body: csv(...rows), headers });
      expect([reply.status, reply.headers['retry-after']]).toEqual([503, '5']);
      const { lines, summary } = read(reply);
      expect(lines).toHaveLength(2);
      expect(summary).toMatchObject({ complete: false, next_row: 3, why: 'the journal is away', created: 2 });
      expect(read(await post(csv(...rows), headers)).lines.slice(0, 2)).toEqual(lines);
    } finally {
      await broken.close();
    }
  });

  it('keeps the rows of a caller who breaks off', async () => {
    const login = freshLogin();
    const socket = connect(api.port, '127.0.0.1');
    socket.write(
      `POST ${PATH} HTTP/1.1\r\nHost: x\r\nAuthorization: ${basic(ACCOUNTS.root.sid)}\r\nContent-Type: text/csv\r\nContent-Length: 1000\r\n\r\nLogin,Password\n${login},a\nhalf`,
    );
    const there = async (): Promise<boolean> =>
      clientsOf(await api.call('GET', `${listPath()}.json?Login=${login}`)).length === 1;
    const deadline = Date.now() + 10_000;
    while (!(await there()) && Date.now() < deadline) await new Promise((resolve) => setTimeout(resolve, 10));
    socket.destroy();
    expect(await there()).toBe(true);
    expect(read(await post(csv([freshLogin(), 'a']))).summary.complete).toBe(true);
  });
});

describe('GET …/Clients/Propagation', () => {
  const ask = (query: string): Promise<Reply> => api.call('GET', `${listPath()}/Propagation.json${query}`);

  it('is one receipt for everything up to a revision', async () => {
    const { summary } = read(await post(csv([freshLogin(), 'a'], [freshLogin(), 'b'])));
    const reply = await api.call('GET', summary.propagation ?? '');
    expect(reply.status).toBe(200);
    expect(JSON.parse(reply.text)).toMatchObject({
      sid: null,
      revision: summary.revision,
      status: 'PENDING',
    });
  });

  it.each([
    ['', 400, 21123],
    ['?Revision=x', 400, 21123],
    ['?Revision=0', 400, 21123],
    ['?Revision=999999999', 404, 21208],
  ])('refuses %j', async (query, status, code) => {
    const reply = await ask(query);
    expect([reply.status, problemOf(reply).code]).toEqual([status, code]);
  });
});

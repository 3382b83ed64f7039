import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { waitFor } from '@tandem/testing';
import { basic, startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest } from '../testing/api-under-test.ts';
import { ACCOUNTS } from '../testing/fixture-accounts.ts';
import { listPath } from '../testing/paths.ts';
import { problemOf } from '../testing/read-reply.ts';
import type { ReadProblem } from '../testing/read-reply.ts';
import { rawHttp } from '../testing/raw-http.ts';

// Time to spare on a busy machine; every wait has a bound of its own.
jest.setTimeout(60_000);

const AUTH = `Authorization: ${basic(ACCOUNTS.root.sid)}\r\n`;
const HOST = 'Host: 127.0.0.1\r\n';
const GET = `GET ${listPath()} HTTP/1.1\r\n`;
const POST = `POST ${listPath()} HTTP/1.1\r\n${HOST}${AUTH}Content-Type: application/x-www-form-urlencoded\r\n`;

let api: ApiUnderTest;
/** Another, with so little patience that a busy machine may look slow to it. */
let hasty: ApiUnderTest;
beforeAll(async () => {
  api = await startApi();
  hasty = await startApi({ limits: { headersMs: 300, requestMs: 600, checkMs: 50 } });
});
afterAll(() => Promise.all([api.close(), hasty.close()]));

/** Status and problem of a raw answer that ends the connection. */
const read = (raw: string): { status: number; problem: ReadProblem } => {
  const [head = '', text = ''] = raw.split('\r\n\r\n');
  expect(head.toLowerCase()).toContain('connection: close');
  expect(head.toLowerCase()).toContain(`content-length: ${Buffer.byteLength(text)}`);
  const reply = { status: Number(head.split(' ')[1]), headers: {}, text };
  return { status: reply.status, problem: problemOf(reply) };
};

const isUp = async (): Promise<void> => expect((await api.call('GET', listPath())).status).toBe(200);

describe('bytes that are not a request', () => {
  it.each([
    ['garbage', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['a line of text', 'hello\r\n\r\n'],
    ['an unknown protocol', `GET / HTTQ/1.1\r\n${HOST}\r\n`],
    ['an unknown method', `BREW / HTTP/1.1\r\n${HOST}\r\n`],
    ['a header without colon', `${GET}Nonsense\r\n\r\n`],
    ['a header with NUL', `${GET}X: a\0b\r\n\r\n`],
    ['two lengths', `${POST}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabc`],
    ['length and chunks', `${POST}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\nabc`],
    ['a length that is none', `${POST}Content-Length: -1\r\n\r\n`],
    ['a path with a blank', `GET /a b HTTP/1.1\r\n${HOST}\r\n`],
    ['SIP', 'REGISTER sip:tandem.local SIP/2.0\r\nVia: SIP/2.0/TCP x\r\n\r\n'],
  ])('%s: 400', async (_case, bytes) => {
    const { status, problem } = read(await rawHttp(api.port, bytes));
    expect([status, problem.status, problem.code]).toEqual([400, 400, 21100]);
    await isUp();
  });

  it('a header beyond 16 KiB: 431', async () => {
    const { status, problem } = read(
      await rawHttp(api.port, `${GET}${HOST}X: ${'x'.repeat(20_000)}\r\n\r\n`),
    );
    expect([status, problem.code]).toEqual([431, 21116]);
    const url = read(await rawHttp(api.port, `GET /${'x'.repeat(20_000)} HTTP/1.1\r\n${HOST}\r\n`));
    expect([url.status, url.problem.code]).toEqual([431, 21116]);
    await isUp();
  });

  it('chunks that are not: 400', async () => {
    const raw = await rawHttp(api.port, `${POST}Transfer-Encoding: chunked\r\n\r\nzz\r\nabc\r\n`);
    expect(read(raw)).toMatchObject({ status: 400, problem: { code: 21100 } });
    await isUp();
  });

  it('are counted', async () => {
    const before = api.observed.length;
    await rawHttp(api.port, 'nonsense\r\n\r\n');
    await waitFor(() => api.observed.length > before);
    expect(api.observed.at(-1)).toMatchObject({ route: 'malformed', status: 400 });
  });

  it('HTTP/1.1 without Host: 400', async () => {
    const { status, problem } = read(await rawHttp(api.port, `${GET}${AUTH}\r\n`));
    expect([status, problem.code]).toEqual([400, 21100]);
    expect(await rawHttp(api.port, `GET ${listPath()} HTTP/1.0\r\n${AUTH}\r\n`)).toMatch(/^HTTP\/1\.1 200 /);
  });

  it('an expectation that nobody knows: 417', async () => {
    const raw = await rawHttp(
      api.port,
      `${POST}Expect: miracles\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`,
    );
    expect(read(raw)).toMatchObject({ status: 417, problem: { status: 417, code: 21117 } });
  });

  it('garbage behind a request does not spoil its answer', async () => {
    const raw = await rawHttp(api.port, `${GET}${HOST}${AUTH}\r\ngarbage\r\n\r\n`);
    expect(raw).toMatch(/^HTTP\/1\.1 200 [^]*<Clients><\/Clients>/);
    expect(raw.match(/HTTP\/1\.1 /g)).toHaveLength(1);
    await isUp();
  });
});

describe('callers that take their time', () => {
  it.each([
    ['to finish the header', `${GET}${HOST}X-Slow: `],
    ['to say anything at all', []],
    ['to finish the body', `${POST}Content-Length: 100\r\n\r\nLogin=a`],
  ])('%s: 408', async (_case, bytes) => {
    const { status, problem } = read(await rawHttp(hasty.port, bytes));
    expect([status, problem.code]).toEqual([408, 21113]);
  });

  it('between requests: the connection is closed', async () => {
    const short = await startApi({ limits: { keepAliveMs: 100 } });
    try {
      expect(await rawHttp(short.port, `${GET}${HOST}${AUTH}\r\n`, 20_000)).toMatch(/^HTTP\/1\.1 200 /);
    } finally {
      await short.close();
    }
  });

  it('by the hundred do not keep others waiting', async () => {
    const slow = Array.from({ length: 200 }, () => rawHttp(hasty.port, 'GET / HTTP/1.1\r\nX: ', 20_000));
    await waitFor(async () => (await hasty.call('GET', listPath())).status === 200);
    const answers = await Promise.all(slow);
    expect(answers.every((raw) => read(raw).status === 408)).toBe(true);
  });
});

describe('callers that go', () => {
  it('amid a body leave nothing behind', async () => {
    const before = api.observed.length;
    const socket = connect(api.port, '127.0.0.1');
    socket.write(`${POST}Content-Length: 100\r\n\r\nLogin=gone&Password=x`);
    await new Promise((resolve) => socket.once('ready', resolve));
    socket.destroy();
    await waitFor(() => api.observed.length > before);
    expect((await api.call('GET', `${listPath()}.json?Login=gone`)).text).toBe('[]');
    expect(api.logged).toEqual([]);
  });
});

describe('closing', () => {
  it('does not wait for a slow answer longer than its limit', async () => {
    let asked = false;
    const get = () => {
      asked = true;
      return new Promise<never>(() => undefined);
    };
    const closing = await startApi({ clients: { get }, limits: { drainMs: 100 } });
    const request = `GET ${listPath()}/CL${'0'.repeat(32)} HTTP/1.1\r\n${HOST}${AUTH}\r\n`;
    const hanging = rawHttp(closing.port, request, 30_000);
    await waitFor(() => asked);
    await closing.close();
    expect(await hanging).toBe('');
  });

  it('lets a request under way finish', async () => {
    let finish: (() => void) | undefined;
    const get = () => new Promise<null>((resolve) => (finish = () => resolve(null)));
    const closing = await startApi({ clients: { get }, limits: { drainMs: 30_000 } });
    const request = `GET ${listPath()}/CL${'0'.repeat(32)} HTTP/1.1\r\n${HOST}${AUTH}\r\n`;
    const late = rawHttp(closing.port, request, 30_000);
    await waitFor(() => finish !== undefined);
    const closed = closing.close();
    finish?.();
    expect(await late).toMatch(/^HTTP\/1\.1 404 /);
    await closed;
  });
});

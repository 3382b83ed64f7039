import { get } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { afterEach, describe, expect, it, jest } from '@jest/globals';
import { TandemError } from '@tandem/kernel';
import type { Clients, ResourceView } from '@tandem/provisioning';
import { waitFor } from '@tandem/testing';
import { basic, startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest } from '../testing/api-under-test.ts';
import { ACCOUNTS } from '../testing/fixture-accounts.ts';
import { listPath } from '../testing/paths.ts';
import { clientsOf, FORMATS, problemOf } from '../testing/read-reply.ts';

// Time to spare on a busy machine; every wait has a bound of its own.
jest.setTimeout(60_000);

const view = (index: number): ResourceView<'Client'> => ({
  sid: `CL${index.toString(16).padStart(32, '0')}`,
  accountSid: ACCOUNTS.root.sid,
  version: 1,
  revision: index,
  password: 'secret',
  state: {
    login: `user${index}`,
    friendlyName: `User ${index}`,
    status: 1,
    voiceUrl: null,
    voiceMethod: 'POST',
    voiceFallbackUrl: null,
    voiceFallbackMethod: 'POST',
    voiceApplicationSid: null,
    apiVersion: '2012-04-24',
    dateCreated: '2013-11-04T16:33:39.000Z',
    dateUpdated: '2013-11-04T16:33:39.000Z',
  },
});

/** A store of Clients without end, or that fails after some; it knows how far it was read and whether it was let go. */
const source = (failAfter = Infinity) => {
  const seen = { read: 0, ended: false };
  const list: Clients['list'] = async function* () {
    try {
      for (;;) {
        if (seen.read === failAfter) throw new TandemError('JOURNAL_UNAVAILABLE', 'the disk is on fire');
        // As a store would: not each row is there at once.
        if (seen.read % 100 === 0) await new Promise((resolve) => setImmediate(resolve));
        yield view(seen.read++);
      }
    } finally {
      seen.ended = true;
    }
  };
  return { seen, list };
};

let api: ApiUnderTest;
afterEach(() => api.close());

const open = (path: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const headers = { authorization: basic(ACCOUNTS.root.sid) };
    get({ host: '127.0.0.1', port: api.port, path, headers, agent: false }, resolve).on('error', reject);
  });

describe.each(FORMATS)('the list in %s', (_name, suffix) => {
  const path = listPath() + suffix;

  it('is read no faster than the caller takes it, and let go when the caller goes', async () => {
    const { seen, list } = source();
    api = await startApi({ clients: { list } });
    const response = await open(path);
    response.pause();
    // The caller does not read: once all buffers on the way are full, the store is not read either.
    let last = -1;
    await waitFor(
      () => {
        const still = seen.read === last && seen.read > 0;
        last = seen.read;
        return still;
      },
      { intervalMs: 100, timeoutMs: 20_000 },
    );
    const held = seen.read;
    expect(held).toBeLessThan(200_000);
    response.resume();
    await waitFor(() => seen.read > held + 20_000, { timeoutMs: 20_000 });
    response.destroy();
    await waitFor(() => seen.ended);
    await waitFor(() => api.observed.some(({ status }) => status === 499));
  });

  it('that cannot begin is a 503, with nothing of the cause', async () => {
    const { list } = source(0);
    api = await startApi({ clients: { list } });
    const reply = await api.call('GET', path);
    expect([reply.status, problemOf(reply).code, reply.headers['retry-after']]).toEqual([503, 21502, '5']);
    expect(reply.text).not.toContain('fire');
  });

  it('that fails before anything was sent is a 503 as well', async () => {
    const { list } = source(5);
    api = await startApi({ clients: { list } });
    const reply = await api.call('GET', path);
    expect([reply.status, problemOf(reply).code]).toEqual([503, 21502]);
    expect(api.logged).toHaveLength(1);
  });

  it('that breaks off is seen to be cut short', async () => {
    const { list } = source(1000);
    api = await startApi({ clients: { list } });
    const response = await open(path);
    expect(response.statusCode).toBe(200);
    const read = async () => {
      for await (const chunk of response) expect(chunk).toBeDefined();
    };
    await expect(read()).rejects.toMatchObject({ code: 'ECONNRESET' });
    await waitFor(() => api.logged.length > 0);
    expect(api.logged).toMatchObject([{ level: 'warn', fields: { code: 'JOURNAL_UNAVAILABLE' } }]);
  });

  it('of many is complete', async () => {
    const list: Clients['list'] = async function* () {
      for (let index = 0; index < 5000; index++) yield view(index);
    };
    api = await startApi({ clients: { list } });
    const clients = clientsOf(await api.call('GET', path));
    expect([clients.length, clients[4999]?.['login']]).toEqual([5000, 'user4999']);
  });

  it('is not read for HEAD', async () => {
    const { seen, list } = source();
    api = await startApi({ clients: { list } });
    const reply = await api.call('HEAD', path);
    expect([reply.status, reply.text, seen.read]).toEqual([200, '', 0]);
    expect(reply.headers['content-length']).toBeUndefined();
  });
});

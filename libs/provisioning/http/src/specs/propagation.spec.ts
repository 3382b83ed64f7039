import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TOPICS, unitStatusCodec } from '@tandem/contracts';
import type { EventLog, LogWriter } from '@tandem/event-log';
import { openSqliteEventLog } from '@tandem/event-log-sqlite';
import { systemClock } from '@tandem/kernel';
import { Receipts } from '@tandem/receipts';
import { checkpoint, unitStatus } from '@tandem/receipts/testing';
import { tempDir, waitFor } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest, Reply } from '../testing/api-under-test.ts';
import { ACCOUNTS } from '../testing/fixture-accounts.ts';
import { clientPath, listPath, UNKNOWN_CLIENT } from '../testing/paths.ts';
import { clientOf, jsonOf, problemOf } from '../testing/read-reply.ts';
import { freshLogin, someClient } from '../testing/some-client.ts';

let dir: TempDir;
let log: EventLog;
let writer: LogWriter;
let receipts: Receipts;
let api: ApiUnderTest;

beforeAll(async () => {
  dir = await tempDir('tandem-receipts-');
  log = openSqliteEventLog({ file: join(dir.path, 'log.db'), partitions: 2 });
  await log.ensureTopics(Object.values(TOPICS));
  const publisher = await log.openPublisher();
  await publisher.publish([], checkpoint(1_000_000));
  writer = await log.openWriter();
  receipts = new Receipts({ log, clock: systemClock, reader: 'receipts', heartbeatMs: 1 });
  await receipts.start();
  api = await startApi({ receipts });
});
afterAll(async () => {
  await api.close();
  await receipts.close();
  await log.close();
  await dir.remove();
});

const says = (unit: string, revision: number): Promise<void> => {
  const value = unitStatusCodec.encode(unitStatus(unit, revision));
  return writer.write([{ topic: TOPICS.unitStatus.name, partition: 0, key: unit, value, headers: {} }]);
};
const create = (headers: Record<string, string>): Promise<Reply> =>
  api.call('POST', `${listPath()}.json`, { headers, form: { Login: freshLogin(), Password: 'secret' } });
const receiptOf = (sid: string, suffix = '.json'): Promise<Reply> =>
  api.call('GET', `${clientPath(sid)}/Propagation${suffix}`);
const status = async (sid: string): Promise<string> =>
  jsonOf<{ status: string }>(await receiptOf(sid)).status;

describe('Prefer: wait', () => {
  it('keeps the answer back until the slowest unit shows the change', async () => {
    await says('cp-1', 1_000_000);
    await says('cp-2', 0);
    await waitFor(async () => (await receiptOf((await someClient(api)).sid)).text.includes('cp-2'));
    const answer = create({ prefer: 'wait=30' });
    const early = await Promise.race([answer, new Promise((resolve) => setTimeout(resolve, 50, 'waiting'))]);
    expect(early).toBe('waiting');
    await says('cp-2', 1_000_000);
    const { status: code, headers } = await answer;
    expect(code).toBe(201);
    expect(headers['preference-applied']).toBe('wait=30');
    expect(headers['tandem-propagation']).toBe('INSYNC; applied=2; units=2');
  });

  it.each(['PUT', 'POST', 'DELETE'])(
    'works on %s, and says what it came to when the time is up',
    async (method) => {
      await says('cp-2', 0);
      const { sid } = await someClient(api);
      await waitFor(async () => (await status(sid)) === 'PENDING');
      const form = method === 'DELETE' ? {} : { form: { Status: '0' } };
      const reply = await api.call(method, `${clientPath(sid)}.json`, {
        ...form,
        headers: { prefer: 'wait=0' },
      });
      expect(reply.status).toBe(200);
      expect(clientOf(reply).sid).toBe(sid);
      expect(reply.headers['tandem-propagation']).toBe('PENDING; applied=1; units=2');
    },
  );

  it('lets go of callers who have hung up', async () => {
    await says('cp-2', 0);
    const caller = new AbortController();
    const { port } = api;
    const { sid } = await someClient(api);
    const waiting = fetch(`http://127.0.0.1:${port}${clientPath(sid)}.json`, {
      method: 'DELETE',
      headers: {
        authorization: `Basic ${Buffer.from(`${ACCOUNTS.root.sid}:tökén:with:colons`).toString('base64')}`,
        prefer: 'wait=60',
      },
      signal: caller.signal,
    });
    await waitFor(() => receipts.waiting === 1, { what: 'the caller to wait' });
    caller.abort();
    await expect(waiting).rejects.toThrow();
    await waitFor(() => receipts.waiting === 0, { what: 'the wait to end' });
  });

  it.each(['wait=', 'wait=soon', 'wait=-1'])('refuses %s and writes nothing', async (prefer) => {
    const reply = await create({ prefer });
    expect([reply.status, problemOf(reply).code]).toEqual([400, 21120]);
    const { sid } = await someClient(api);
    for (const method of ['PUT', 'DELETE']) {
      const refused = await api.call(method, `${clientPath(sid)}.json`, { headers: { prefer } });
      expect([refused.status, problemOf(refused).code]).toEqual([400, 21120]);
    }
    expect((await api.call('GET', `${clientPath(sid)}.json`)).status).toBe(200);
  });

  it('does not wait for a refused write', async () => {
    const { login } = await someClient(api);
    const reply = await api.call('POST', `${listPath()}.json`, {
      headers: { prefer: 'wait=60' },
      form: { Login: login, Password: 'x' },
    });
    expect(reply.status).toBe(409);
    expect(reply.headers['preference-applied']).toBeUndefined();
  });
});

describe('a receipt', () => {
  it('names each unit, in JSON and in XML, also after the Client was deleted', async () => {
    await says('cp-2', 0);
    const { sid } = await someClient(api);
    await api.call('DELETE', clientPath(sid));
    await waitFor(async () => (await status(sid)) === 'PENDING');
    const { units, ...receipt } = jsonOf<Record<string, unknown> & { units: object[] }>(await receiptOf(sid));
    expect(receipt).toMatchObject({ sid, revision: expect.any(Number), status: 'PENDING', unreachable: 0 });
    expect(Object.keys(receipt)).toContain('insync_at');
    expect(units).toMatchObject([
      { unit: 'cp-1', kind: 'call-processing', status: 'INSYNC', revision: 1_000_000, expected_by: null },
      { unit: 'cp-2', status: 'PENDING', revision: 0, applied_at: null, expected_by: expect.any(String) },
    ]);
    const { text, headers } = await receiptOf(sid, '');
    expect(headers['content-type']).toMatch(/xml/);
    expect(text).toContain(`<RestcommResponse><Propagation><Sid>${sid}</Sid><Revision>`);
    expect(text).toContain(
      '<Units><Unit><Unit>cp-1</Unit><Kind>call-processing</Kind><Status>INSYNC</Status>',
    );
    expect(text.match(/<AppliedAt>/g)).toHaveLength(1);
  });

  it('is not there for a Client that never was, or is another account’s', async () => {
    const { sid } = await someClient(api);
    expect((await receiptOf(UNKNOWN_CLIENT)).status).toBe(404);
    const other = await api.call('GET', `${listPath(ACCOUNTS.child.sid)}/${sid}/Propagation.json`);
    expect(other.status).toBe(404);
  });
});

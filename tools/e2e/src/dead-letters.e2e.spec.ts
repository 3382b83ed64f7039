import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { encodeEventHeaders, partitionOf, TOPICS } from '@tandem/contracts';
import type { DeadLetter } from '@tandem/contracts';
import { openSqliteEventLog } from '@tandem/event-log-sqlite';
import { tempDir, waitFor } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { registersWith } from './testing/phone.ts';
import { runCommand } from './testing/run-command.ts';
import type { Ran } from './testing/run-command.ts';
import { RunningTandem } from './testing/running-tandem.ts';

const WAIT = { prefer: 'wait=30' };

describe('an event that no unit can read', () => {
  let dir: TempDir;
  let tandem: RunningTandem;
  let sid = '';

  beforeAll(async () => {
    dir = await tempDir('tandem-e2e-');
    tandem = await RunningTandem.start({ dir: dir.path });
    ({ sid } = (await tandem.api.create('alice', 'test', { headers: WAIT })).body);
    await tandem.api.create('bob', 'test', { headers: WAIT });
    await poison();
  });
  afterAll(async () => {
    await tandem.stop();
    await dir.remove();
  });

  const run = (...args: readonly string[]): Promise<Ran> =>
    runCommand('dead-letters', args, { TANDEM_DATA: dir.path });
  const letters = async (): Promise<readonly DeadLetter[]> =>
    JSON.parse((await run('list', '--json')).out) as readonly DeadLetter[];

  /** As a relay with a fault would write it. */
  const poison = async (): Promise<void> => {
    const log = openSqliteEventLog({ file: join(dir.path, 'event-log.db') });
    const topic = TOPICS.clients.name;
    const headers = encodeEventHeaders({
      ...{ sid, version: 2, eventId: 'bad', previousEventId: null, revision: 3, type: 'ClientUpdated' },
      recordedAt: new Date().toISOString(),
    });
    const partition = partitionOf(sid, await log.partitions(topic));
    const writer = await log.openWriter();
    await writer.write([{ topic, partition, key: sid, value: Buffer.from('{"half":'), headers }]);
    await log.close();
  };

  it('parks its Client alone: it is served as before, and so are all others', async () => {
    await waitFor(async () => (await letters()).length === 3, { what: 'a letter of each unit' });
    await registersWith({ server: tandem.cp1.sip, login: 'alice', password: 'test' }, { status: 200 });
    await registersWith({ server: tandem.cp1.sip, login: 'bob', password: 'test' }, { status: 200 });
  });

  it('is listed, and shown whole', async () => {
    const [letter] = (await letters()).filter(({ reader }) => reader === 'cp-1');
    expect(letter).toMatchObject({ key: sid, problem: 'unreadable', headers: { version: '2' } });
    const key = `cp-1/tandem.clients/${letter?.partition}/${letter?.offset}`;
    const { out } = await run('list');
    expect(out).toMatch(/^AT +KEY +CLIENT +VERSION +PROBLEM +DETAIL\n/);
    expect(out).toContain(key);
    expect(JSON.parse((await run('show', key)).out)).toMatchObject({ text: '{"half":', reader: 'cp-1' });
  });

  it('is read again on request, and still cannot be read', async () => {
    const [letter] = (await letters()).filter(({ reader }) => reader === 'cp-1');
    const key = `cp-1/tandem.clients/${letter?.partition}/${letter?.offset}`;
    const { code, out } = await run('replay', key, '--unit', tandem.cp1.pages.url);
    expect([code, out]).toEqual([0, expect.stringContaining('reads the record again')]);
    expect((await tandem.cp1.pages.get<readonly object[]>('/parked')).body).toMatchObject([
      { sid, version: 2 },
    ]);
  });

  it('is healed by the next change', async () => {
    await tandem.api.update(sid, { Status: '0' });
    await tandem.api.update(sid, { Status: '1', FriendlyName: 'Alice' });
    await waitFor(async () => (await tandem.cp1.pages.get<readonly object[]>('/parked')).body.length === 0, {
      what: 'the Client to be un-parked',
    });
  });

  it('says what is wrong with a command', async () => {
    expect(await run('show', 'nonsense')).toMatchObject({
      code: 1,
      err: expect.stringContaining('no dead letter'),
    });
    expect(await run('forget')).toMatchObject({ code: 2, err: expect.stringContaining('Usage:') });
  });
});

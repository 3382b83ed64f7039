import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import type { EventLog } from '@tandem/event-log';
import { openSqliteEventLog } from '@tandem/event-log-sqlite';
import type { BindingEvent, RemoteRegistration } from '@tandem/sip';
import { silentLogger } from '@tandem/telemetry';
import { recordingLogger } from '@tandem/telemetry/testing';
import { tempDir, waitFor } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { REGISTRATION_TOPICS, RegistrationReader, RegistrationView, RegistrationWriter } from './index.ts';
import { testBinding } from './testing/index.ts';

const binding = testBinding();
const { sid, key } = binding;
const appeared = (seq = 1): BindingEvent => ({ kind: 'appeared', seq, binding });
const gone = (seq: number): BindingEvent => ({ kind: 'gone', seq, sid, key, reason: 'unregistered' });
const id = () => ({ unit: 'cp-1', incarnation: 'i1' });

describe('registrations on the log', () => {
  let temp: TempDir;
  let log: EventLog;

  beforeEach(async () => {
    temp = await tempDir();
    log = openSqliteEventLog({ file: join(temp.path, 'log.db'), partitions: 4 });
    await log.ensureTopics([TOPICS.registrations]);
  });
  afterEach(async () => {
    await log.close();
    await temp.remove();
  });

  const read = async () => {
    const seen: RemoteRegistration[] = [];
    const view = new RegistrationView();
    const logger = recordingLogger();
    const handlers = new RegistrationReader({ view, logger, apply: (record) => seen.push(record) });
    await log.subscribe({ reader: 'cp-2', topics: REGISTRATION_TOPICS, handlers });
    return { seen, view, logger };
  };

  it('tell another unit which unit holds a phone, and when it is gone why', async () => {
    const writer = new RegistrationWriter({ id, log, logger: silentLogger });
    const { seen, view } = await read();
    writer.publish([appeared()]);
    await waitFor(() => seen.length === 1);
    expect(seen[0]).toEqual({ sid, key, unit: 'cp-1', incarnation: 'i1', seq: 1 });
    expect(view.of(sid, binding.registeredAt)).toEqual([
      expect.objectContaining({ unit: 'cp-1', aor: 'alice@tandem.local', source: '192.0.2.7:5062' }),
    ]);
    expect(view.of(sid, binding.expiresAt)).toEqual([]);
    writer.publish([gone(2)]);
    await waitFor(() => seen.length === 2);
    expect(seen[1]).toMatchObject({ seq: 2, gone: 'unregistered' });
    expect(view.clients).toBe(0);
    await writer.close();
  });

  it('are written in the order of the latest event of each binding', async () => {
    const writer = new RegistrationWriter({ id, log, logger: silentLogger });
    writer.publish([appeared(1)]);
    writer.publish([gone(2)]);
    await writer.close();
    const { seen, view } = await read();
    await waitFor(() => seen.length > 0);
    expect(seen).toEqual([expect.objectContaining({ seq: 2, gone: 'unregistered' })]);
    expect(view.clients).toBe(0);
  });

  it('wait while the log is down, and nothing newer is lost to something older', async () => {
    let down = true;
    const logger = recordingLogger();
    const writer = new RegistrationWriter({
      id,
      logger,
      log: {
        partitions: (topic) => log.partitions(topic),
        openWriter: () => (down ? Promise.reject(new Error('no broker')) : log.openWriter()),
      },
    });
    writer.publish([appeared(1)]);
    await waitFor(() => logger.lines.length > 0);
    writer.publish([gone(2)]);
    down = false;
    const { seen } = await read();
    await waitFor(() => seen.length > 0);
    expect(seen.at(-1)).toMatchObject({ seq: 2, gone: 'unregistered' });
    await writer.close();
  });

  it('skip a record that is not one of ours, and say so', async () => {
    const { seen, logger } = await read();
    const writer = await log.openWriter();
    const topic = TOPICS.registrations.name;
    const headers = { unit: 'cp-1', incarnation: 'i1', seq: '1' };
    await writer.write([
      { topic, partition: 0, key: 'nonsense', value: null, headers },
      { topic, partition: 0, key: `${sid}/${key}`, value: Buffer.from('{'), headers },
      { topic, partition: 0, key: `${sid}/${key}`, value: null, headers: {} },
      {
        topic,
        partition: 0,
        key: `${sid}/${key}`,
        value: null,
        headers: { ...headers, reason: 'unheard-of' },
      },
    ]);
    await waitFor(() => seen.length === 1);
    expect(seen[0]).toMatchObject({ gone: 'expired' });
    expect(logger.lines).toHaveLength(3);
  });
});

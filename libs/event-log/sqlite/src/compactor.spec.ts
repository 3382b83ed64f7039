import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import type { LogRecord } from '@tandem/event-log';
import { clientRecord } from '@tandem/event-log/testing';
import { ManualClock } from '@tandem/kernel/testing';
import { tempDir } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { COMPACTION_LAG_MS, TOMBSTONE_RETENTION_MS } from './compactor.ts';
import { Database } from './database.ts';
import { LogFile } from './log-file.ts';
import { sqliteSettings } from './options.ts';

const clients = TOPICS.clients.name;
const DAY_MS = 24 * 60 * 60 * 1000;

describe('compaction of the SQLite log', () => {
  let dir: TempDir;
  let clock: ManualClock;
  let file: LogFile;

  beforeEach(async () => {
    dir = await tempDir('tandem-compactor-');
    clock = new ManualClock();
    const settings = sqliteSettings({ file: join(dir.path, 'log.db'), clock });
    file = new LogFile(Database.open(settings.file, settings.logger), settings);
    file.ensureTopics(Object.values(TOPICS), 2);
  });

  afterEach(async () => {
    file.close();
    await dir.remove();
  });

  const put = (key: string, value: string | null, over: Partial<LogRecord> = {}): void =>
    file.append([clientRecord({ key, value: value === null ? null : Buffer.from(value), ...over })]);
  const sweep = (): number[] => [...file.compactor.sweep()];
  const ref = (topic: string = clients) => ({
    id: file.topics.get(topic).partitionIds[0] as number,
    topic,
    partition: 0,
  });
  const content = (topic: string = clients): string[] =>
    file.records
      .read(ref(topic), 0)
      .records.map(({ offset, key, value }) => `${offset} ${key}=${value?.toString() ?? 'tombstone'}`);

  it('keeps the latest record of each key', () => {
    put('a', '1');
    put('b', '1');
    put('a', '2');
    put('a', '3');
    clock.advance(COMPACTION_LAG_MS);
    sweep();
    expect(content()).toEqual(['1 b=1', '3 a=3']);
  });

  it('leaves what is younger than the lag, so that live readers see every version', () => {
    put('a', '1');
    clock.advance(COMPACTION_LAG_MS - 1);
    put('a', '2');
    sweep();
    expect(content()).toEqual(['0 a=1', '1 a=2']);
    clock.advance(1);
    sweep();
    expect(content()).toEqual(['1 a=2']);
  });

  it('keeps a tombstone for a day, then removes it too', () => {
    put('a', '1');
    put('a', null);
    clock.advance(TOMBSTONE_RETENTION_MS - 1);
    sweep();
    expect(content()).toEqual(['1 a=tombstone']);
    clock.advance(1);
    sweep();
    expect(content()).toEqual([]);
  });

  it('never removes a tombstone before the value it deletes, even when the clock has jumped back', () => {
    put('a', '1');
    clock.jump(-10 * DAY_MS);
    put('a', null);
    clock.jump(2 * DAY_MS);
    sweep();
    expect(content()).toEqual(['0 a=1', '1 a=tombstone']);
    clock.jump(10 * DAY_MS);
    sweep();
    sweep();
    expect(content()).toEqual([]);
  });

  it('never uses an offset again, and says where the end is behind removed records', () => {
    put('a', '1');
    put('a', null);
    clock.advance(TOMBSTONE_RETENTION_MS);
    sweep();
    sweep();
    expect(file.records.read(ref(), 0)).toEqual({ records: [], nextOffset: 2, endOffset: 2 });
    put('b', '1');
    expect(content()).toEqual(['2 b=1']);
  });

  it('compacts partitions and topics apart', () => {
    put('a', '0');
    put('a', '1', { partition: 1 });
    put('a', '2', { topic: TOPICS.registrations.name });
    clock.advance(COMPACTION_LAG_MS);
    expect(sweep().reduce((sum, removed) => sum + removed, 0)).toBe(0);
  });

  it('removes aged records of topics with a retention time', () => {
    const topic = TOPICS.deadLetters.name;
    put('a', '1', { topic });
    clock.advance(TOPICS.deadLetters.retentionMs - 1);
    put('a', '2', { topic });
    sweep();
    expect(content(topic)).toEqual(['0 a=1', '1 a=2']);
    clock.advance(1);
    sweep();
    expect(content(topic)).toEqual(['1 a=2']);
  });

  it('works in bounded steps', () => {
    const records = Array.from({ length: 1200 }, () => clientRecord({ key: 'a' }));
    file.append(records);
    clock.advance(COMPACTION_LAG_MS);
    expect(sweep()).toEqual([500, 500, 199]);
  });
});

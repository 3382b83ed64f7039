import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { GuardedPublisher } from '@tandem/event-log';
import { checkpointAt, clientRecord, RecordingReader } from '@tandem/event-log/testing';
import { isTandemError } from '@tandem/kernel';
import { recordingLogger } from '@tandem/telemetry/testing';
import { tempDir, waitFor } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { Database } from './database.ts';
import { openSqliteEventLog } from './index.ts';
import { LogFile } from './log-file.ts';
import { sqliteSettings } from './options.ts';

const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return isTandemError(error) ? error.code : String(error);
  }
};

describe('the file of the SQLite log', () => {
  let dir: TempDir;
  let path: string;

  beforeEach(async () => {
    dir = await tempDir('tandem-log-file-');
    path = join(dir.path, 'log.db');
  });

  afterEach(() => dir.remove());

  it('full disk: the transaction fails whole with STORAGE_FULL, and the log goes on when there is room', async () => {
    const settings = sqliteSettings({ file: path });
    const db = Database.open(path, settings.logger);
    const file = new LogFile(db, settings);
    file.ensureTopics(Object.values(TOPICS), 1);
    const publisher = (epoch: number) =>
      new GuardedPublisher({
        readCheckpoint: async () => null,
        commit: async (records) => file.append(records, epoch),
        close: () => Promise.resolve(),
      });
    const pages = Number(db.prepare('PRAGMA page_count').get()?.['page_count']);
    db.prepare(`PRAGMA max_page_count = ${pages + 20}`).get();

    const large = Array.from({ length: 10 }, () => clientRecord({ value: Buffer.alloc(40_000) }));
    const first = publisher(file.nextEpoch());
    await expect(first.publish(large, checkpointAt(1))).rejects.toMatchObject({ code: 'STORAGE_FULL' });
    const id = file.topics.get(TOPICS.clients.name).partitionIds[0] as number;
    expect(file.records.endOffset(id)).toBe(0);

    db.prepare('PRAGMA max_page_count = 1000000').get();
    await publisher(file.nextEpoch()).publish(large, checkpointAt(1));
    expect(file.records.endOffset(id)).toBe(10);
    file.close();
  });

  it.each([
    ['damaged', 'this is no database, but long enough to look like one'.repeat(100)],
    ['cut to a few bytes, which SQLite takes for an empty one', 'SQLite'],
  ])('%s: it is moved aside, said so, and the log starts empty', async (_, content) => {
    writeFileSync(path, content);
    const logger = recordingLogger();
    const log = openSqliteEventLog({ file: path, logger });
    await log.ensureTopics([TOPICS.relay]);
    expect(await (await log.openPublisher()).checkpoint()).toBeNull();
    await log.close();

    expect(readdirSync(dir.path).some((name) => name.startsWith('log.db.damaged-'))).toBe(true);
    expect(logger.lines.find((line) => line.level === 'error')?.fields['file']).toBe(path);
  });

  it('in a place that cannot be a directory: DATA_DIR_UNUSABLE', () => {
    writeFileSync(join(dir.path, 'plain'), '');
    expect(codeOf(() => openSqliteEventLog({ file: join(dir.path, 'plain', 'log.db') }))).toBe(
      'DATA_DIR_UNUSABLE',
    );
    expect(codeOf(() => openSqliteEventLog({ file: dir.path }))).toBe('DATA_DIR_UNUSABLE');
  });

  it('of another schema: LOG_MISCONFIGURED, and it stays as it is', () => {
    const db = Database.open(path, sqliteSettings({ file: path }).logger);
    db.prepare('PRAGMA user_version = 99').get();
    db.close();
    expect(codeOf(() => openSqliteEventLog({ file: path }))).toBe('LOG_MISCONFIGURED');
    expect(readdirSync(dir.path)).toContain('log.db');
  });

  it('is shared by all handles of a process, and closed with the last of them', async () => {
    const logs = [openSqliteEventLog({ file: path }), openSqliteEventLog({ file: path })];
    await logs[0]?.ensureTopics(Object.values(TOPICS));
    await logs[0]?.close();
    const writer = await logs[1]?.openWriter();
    await writer?.write([clientRecord()]);
    await logs[1]?.close();
    // SQLite removes the write-ahead log when the last connection closes.
    expect(readdirSync(dir.path)).toEqual(['log.db']);
  });

  it('keeps close bounded when a handler never ends', async () => {
    const log = openSqliteEventLog({ file: path, partitions: 1, closeTimeoutMs: 50 });
    await log.ensureTopics(Object.values(TOPICS));
    const reader = new RecordingReader();
    let letGo = (): void => undefined;
    reader.intercept = () => new Promise((resolve) => (letGo = resolve));
    const consumer = await log.subscribe({
      reader: 'stuck',
      topics: [TOPICS.clients.name],
      handlers: reader,
    });
    await waitFor(() => reader.running > 0);
    await expect(consumer.close()).rejects.toMatchObject({ code: 'TIMED_OUT' });
    letGo();
    await expect(log.close()).rejects.toMatchObject({ code: 'TIMED_OUT' });
  });
});

import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import type { EventLog } from '@tandem/event-log';
import { checkpointAt, RecordingReader } from '@tandem/event-log/testing';
import { spawnProcess, tempDir, waitFor } from '@tandem/testing';
import type { SpawnedProcess, TempDir } from '@tandem/testing';
import { openSqliteEventLog } from './index.ts';

const CHILD = join(import.meta.dirname, 'testing/publish-forever.ts');
const PATIENCE = { timeoutMs: 15_000 };
const ROUNDS = 5;

describe('the SQLite log and other processes', () => {
  let dir: TempDir;
  let file: string;
  let child: SpawnedProcess | undefined;
  let log: EventLog | undefined;

  beforeEach(async () => {
    dir = await tempDir('tandem-log-process-');
    file = join(dir.path, 'log.db');
  });

  afterEach(async () => {
    await child?.kill();
    await log?.close();
    await dir.remove();
  });

  const start = async (): Promise<SpawnedProcess> => {
    child = await spawnProcess({
      name: 'publisher',
      command: process.execPath,
      args: ['--no-warnings', '--conditions=@tandem/source', CHILD, file],
    });
    return child;
  };
  const lastAcknowledged = (publisher: SpawnedProcess): number => {
    const line = publisher
      .output()
      .split('\n')
      .findLast((text) => /^\d+$/.test(text));
    return Number(line ?? 0);
  };
  const read = async (): Promise<RecordingReader> => {
    const reader = new RecordingReader();
    await log?.subscribe({ reader: 'unit', topics: [TOPICS.clients.name], handlers: reader });
    return reader;
  };

  it('shows what another process writes, and fences its publisher', async () => {
    log = openSqliteEventLog({ file, partitions: 2, pollMs: 20 });
    await log.ensureTopics(Object.values(TOPICS));
    const reader = await read();
    const publisher = await start();
    await waitFor(() => reader.records.length >= 20, PATIENCE);

    const own = await log.openPublisher();
    await publisher.exited;
    expect(publisher.output()).toContain('LOG_FENCED');
    const revision = (await own.checkpoint())?.revision ?? 0;
    expect(revision).toBeGreaterThanOrEqual(lastAcknowledged(publisher));
    await own.publish([], checkpointAt(revision + 1));
    // Two records for each revision, and nothing of what the other tried after it was fenced.
    await waitFor(() => reader.records.length >= 2 * revision, PATIENCE);
    await waitFor(() => reader.caughtUp(TOPICS.clients.name, 2), PATIENCE);
    expect(reader.records).toHaveLength(2 * revision);
  }, 30_000);

  it('killed at any moment, it holds every acknowledged transaction, and each whole with its checkpoint', async () => {
    let acknowledged = 0;
    for (let round = 1; round <= ROUNDS; round++) {
      const publisher = await start();
      const goal = acknowledged + 20 * round;
      await waitFor(() => lastAcknowledged(publisher) >= goal, PATIENCE);
      await publisher.kill();
      acknowledged = lastAcknowledged(publisher);

      log = openSqliteEventLog({ file, partitions: 2 });
      const revision = (await (await log.openPublisher()).checkpoint())?.revision ?? 0;
      const reader = await read();
      await waitFor(() => reader.caughtUp(TOPICS.clients.name, 2), PATIENCE);
      await log.close();

      expect(revision).toBeGreaterThanOrEqual(acknowledged);
      const wanted = Array.from({ length: revision }, (_, i) => String(i + 1));
      for (const partition of [0, 1]) {
        const values = reader.records.filter((record) => record.partition === partition);
        expect(values.map((record) => record.value?.toString())).toEqual(wanted);
      }
    }
  }, 60_000);
});

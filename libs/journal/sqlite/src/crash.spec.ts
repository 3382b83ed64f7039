import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ManualClock } from '@tandem/kernel/testing';
import { created, creation, gapsOf, readAll } from '@tandem/journal/testing';
import { tempDir, waitFor } from '@tandem/testing';
import type { SpawnedProcess, TempDir } from '@tandem/testing';
import { openSqliteStore } from './index.ts';
import { acknowledgedBy, startWriter } from './testing/writer-process.ts';

const KILLS = 5;
const TIMEOUT_MS = 30_000;

describe('a process that ends in the middle of writing', () => {
  let dir: TempDir;
  let writer: SpawnedProcess | undefined;
  beforeEach(async () => {
    dir = await tempDir('tandem-crash-');
  });
  afterEach(async () => {
    await writer?.kill();
    await dir.remove();
  });

  it(
    `loses nothing that was acknowledged, killed ${KILLS} times`,
    async () => {
      const acknowledged: { readonly sid: string; readonly revision: number }[] = [];
      for (let kill = 0; kill < KILLS; kill++) {
        const started = await startWriter(dir.path);
        writer = started;
        await waitFor(() => acknowledgedBy(started).length > 50, { what: 'fifty acknowledged events' });
        await started.kill();
        acknowledged.push(...acknowledgedBy(started));
      }
      const store = await openSqliteStore({ dir: dir.path });
      const entries = await readAll(store.journal);
      expect(await gapsOf(store.journal)).toBe(0);
      const streams = entries.map((entry) => (entry.kind === 'event' ? entry.stream : 'no-op'));
      expect(new Set(streams).size).toBe(streams.length);
      expect(acknowledged.filter(({ sid, revision }) => streams[revision - 1] !== sid)).toEqual([]);
      await store.close();
    },
    TIMEOUT_MS,
  );

  it('leaves the lease to the next one at once, without waiting for its time to live', async () => {
    writer = await startWriter(dir.path);
    const store = await openSqliteStore({ dir: dir.path, clock: new ManualClock() });
    expect(await store.lease.acquire('heir', 3000)).toBeNull();
    await writer.kill();
    expect(await store.lease.acquire('heir', 3000)).toMatchObject({ epoch: 2 });
    await store.close();
  });

  it('shares the file with another process while both write', async () => {
    const started = await startWriter(dir.path);
    writer = started;
    const store = await openSqliteStore({ dir: dir.path });
    const own = [];
    for (let count = 0; count < 20; count++) own.push(await created(store.journal));
    await started.kill();
    const entries = await readAll(store.journal);
    expect(entries).toEqual(expect.arrayContaining(own));
    expect(entries.length).toBeGreaterThanOrEqual(own.length + acknowledgedBy(started).length);
    expect(await gapsOf(store.journal)).toBe(0);
    await store.close();
  });
});

const onUnix = process.platform === 'win32' ? describe.skip : describe;

onUnix('a disk that fails in the middle of a commit', () => {
  it('is told as unknown, and nothing is half-written', async () => {
    const dir = await tempDir('tandem-disk-');
    const writer = await startWriter(dir.path, 600);
    try {
      await writer.exited;
      expect(writer.output()).toMatch(/told {"kind":"unknown","why":".*the disk failed while committing/);
      const store = await openSqliteStore({ dir: dir.path });
      const streams = (await readAll(store.journal)).map((entry) => entry.kind === 'event' && entry.stream);
      expect(acknowledgedBy(writer).filter(({ sid, revision }) => streams[revision - 1] !== sid)).toEqual([]);
      expect(await store.journal.append([creation()])).toMatchObject([{ kind: 'appended' }]);
      await store.close();
    } finally {
      await writer.kill();
      await dir.remove();
    }
  });
});

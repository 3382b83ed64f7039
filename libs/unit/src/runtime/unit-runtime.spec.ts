import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { EMPTY_DIGEST, partitionOf, TOPICS, unitStatusCodec } from '@tandem/contracts';
import type { UnitStatus } from '@tandem/contracts';
import { testKeyRing } from '@tandem/contracts/testing';
import { TandemError } from '@tandem/kernel';
import { recordingLogger } from '@tandem/telemetry/testing';
import { waitFor } from '@tandem/testing';
import type { PoisonedRecord } from '../cache/batch-report.ts';
import type { PropagationModel } from '../model/propagation-model.ts';
import { ClientLog, MemoryCacheFiles, MemoryEventLog, sidOf } from '../testing/index.ts';
import { UNIT_TOPICS } from './unit-options.ts';
import { UnitRuntime } from './unit-runtime.ts';

const PARTITIONS = 3;
const topic = TOPICS.clients.name;
const NONE: PropagationModel = { kind: 'none' };
/** Two sids of one partition, and one of another. */
const A = sidOf(1);
const B = [...Array(50).keys()]
  .map((index) => sidOf(index + 2))
  .find((sid) => partitionOf(sid, PARTITIONS) !== partitionOf(A, PARTITIONS)) as string;

describe('UnitRuntime', () => {
  let log: MemoryEventLog;
  let journal: ClientLog;
  let files: MemoryCacheFiles;
  let logger: ReturnType<typeof recordingLogger>;
  let poisoned: PoisonedRecord[];
  const running: (() => Promise<void>)[] = [];

  beforeEach(() => {
    log = new MemoryEventLog(PARTITIONS);
    journal = new ClientLog(PARTITIONS);
    files = new MemoryCacheFiles();
    logger = recordingLogger();
    poisoned = [];
  });

  afterEach(async () => {
    log.up();
    for (const stop of running.splice(0)) await stop();
  });

  const start = async (model: PropagationModel = NONE, staleAfterMs = 10_000): Promise<UnitRuntime> => {
    const runtime = new UnitRuntime({
      unit: 'cp-1',
      kind: 'call-processing',
      model,
      files,
      eventLog: log,
      keys: testKeyRing,
      logger,
      heartbeatMs: 20,
      staleAfterMs,
      onPoison: (record) => poisoned.push(record),
    });
    await runtime.start();
    const consumer = await log.subscribe({ reader: 'cp-1', topics: UNIT_TOPICS, handlers: runtime.handlers });
    running.push(async () => {
      await consumer.close();
      await runtime.stop();
    });
    return runtime;
  };

  const stopAll = async (): Promise<void> => {
    for (const stop of running.splice(0)) await stop();
  };

  /** Puts what the journal has new on the log. */
  const publish = (): void => {
    for (let partition = 0; partition < PARTITIONS; partition += 1) {
      log.append(journal.records(partition).slice(log.of(topic, partition).length));
    }
  };

  const ready = (runtime: UnitRuntime): Promise<true> =>
    waitFor(() => runtime.health().ready, { what: 'READY' });

  const versionOf = (runtime: UnitRuntime, login: string): number | null => {
    const belief = runtime.belief('tandem.local', login);
    return belief.kind === 'served' ? belief.client.event.version : null;
  };

  const reports = (): readonly UnitStatus[] =>
    log.written.map(({ value }) => {
      const decoded = unitStatusCodec.decode(value ?? Buffer.alloc(0));
      if (!decoded.ok) throw new Error(JSON.stringify(decoded.error));
      return decoded.value;
    });

  const said = (message: RegExp): boolean => logger.lines.some((line) => message.test(line.message));

  describe('start', () => {
    it('is READY when it has read all partitions, empty ones too', async () => {
      journal.next(A, { login: 'alice' });
      publish();
      const runtime = await start();
      await ready(runtime);
      expect(versionOf(runtime, 'alice')).toBe(1);
      expect(runtime.health()).toEqual({ state: 'READY', conditions: [], ready: true, serving: true });
    });

    it('answers nothing from a first load that is not finished, and refuses nobody', async () => {
      log.down = true;
      const runtime = await start(NONE, 20);
      expect(runtime.health()).toMatchObject({ state: 'CATCHING_UP', ready: false, serving: false });
      expect(runtime.directory.lookup('tandem.local', 'alice')).toEqual({
        kind: 'not-yet',
        why: 'catching-up',
      });
      await waitFor(() => runtime.health().conditions.includes('STALLED'), { what: 'STALLED' });
      expect(runtime.health().ready).toBe(false);
      log.up();
      await ready(runtime);
      expect(runtime.directory.lookup('tandem.local', 'alice')).toEqual({ kind: 'unknown' });
    });

    it('serves its last good state at once, and is READY as STALE when the log stays away', async () => {
      journal.next(A, { login: 'alice' });
      publish();
      await ready(await start());
      await stopAll();
      log.down = true;
      const runtime = await start(NONE, 30);
      expect(runtime.health()).toMatchObject({ state: 'CATCHING_UP', ready: false, serving: true });
      expect(runtime.directory.lookup('tandem.local', 'alice').kind).toBe('found');
      expect(runtime.directory.lookup('tandem.local', 'bob').kind).toBe('not-yet');
      await ready(runtime);
      expect(runtime.health().conditions).toEqual(['STALE', 'STALLED']);
      expect(runtime.directory.lookup('tandem.local', 'bob').kind).toBe('unknown');

      journal.next(B, { login: 'bob' });
      log.down = false;
      publish();
      await waitFor(() => runtime.health().conditions.length === 0, { what: 'no condition' });
      expect(runtime.directory.lookup('tandem.local', 'bob').kind).toBe('found');
    });

    it('does not serve a cache whose first load was cut short', async () => {
      journal.next(A, { login: 'alice' });
      publish();
      const first = await start();
      await waitFor(() => versionOf(first, 'alice') === 1);
      await stopAll();
      files.current.disk.tables.meta = { ...files.current.disk.tables.meta, complete: false };
      log.down = true;
      const runtime = await start(NONE, 20);
      expect(runtime.health().serving).toBe(false);
      expect(runtime.directory.lookup('tandem.local', 'alice').kind).toBe('not-yet');
    });
  });

  describe('reports', () => {
    it('says STARTING before start has resolved, then each state, then STOPPED', async () => {
      const runtime = await start();
      expect(reports()[0]).toMatchObject({
        unit: 'cp-1',
        kind: 'call-processing',
        state: 'STARTING',
        seq: 1,
      });
      await ready(runtime);
      runtime.drain();
      await stopAll();
      const seen = reports();
      expect([...new Set(seen.map(({ state }) => state))]).toEqual(
        expect.arrayContaining(['STARTING', 'CATCHING_UP', 'READY', 'STOPPED']),
      );
      expect(seen.at(-1)?.state).toBe('STOPPED');
      expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_status, index) => index + 1));
      expect(new Set(seen.map(({ incarnation }) => incarnation)).size).toBe(1);
    });

    it('tells what it holds, received and shows, heartbeat by heartbeat', async () => {
      journal.next(A, { login: 'alice' });
      publish();
      const runtime = await start({ kind: 'fixed', seconds: 3600 });
      await ready(runtime);
      journal.next(A, { recordedAt: Date.now() });
      publish();
      const status = await waitFor(() => reports().find(({ held }) => held === 1), {
        what: 'held in a report',
      });
      expect(status).toMatchObject({ state: 'READY', model: 'fixed:3600', clients: 1, parked: 0 });
      expect(status.partitions.find(({ partition }) => partition === partitionOf(A, PARTITIONS))).toEqual({
        partition: partitionOf(A, PARTITIONS),
        offset: 2,
        received: 2,
        visible: 1,
      });
    });

    it('goes on working while nothing can be published, and says so once', async () => {
      log.down = true;
      const runtime = await start(NONE, 20);
      await waitFor(() => said(/status cannot be published/));
      log.up();
      await ready(runtime);
      await waitFor(() => reports().some(({ state }) => state === 'READY'));
      expect(logger.lines.filter((line) => /status cannot/.test(line.message))).toHaveLength(1);
    });
  });

  it('lets versions become visible in their time, and tells listeners', async () => {
    const runtime = await start({ kind: 'fixed', seconds: 0.1 });
    await ready(runtime);
    const seen: number[] = [];
    runtime.listen({ visible: (changes) => seen.push(...changes.map(({ version }) => version)) });
    journal.next(A, { login: 'alice', recordedAt: Date.now() });
    journal.next(A, { recordedAt: Date.now() });
    publish();
    await waitFor(() => runtime.status().held === 2);
    expect(runtime.directory.lookup('tandem.local', 'alice')).toEqual({ kind: 'unknown' });
    await waitFor(() => versionOf(runtime, 'alice') === 2);
    expect(seen).toEqual([1, 2]);
  });

  it('uses a changed model for what comes from then on', async () => {
    const runtime = await start({ kind: 'fixed', seconds: 3600 });
    await ready(runtime);
    runtime.changeModel(NONE);
    expect(runtime.status().model).toBe('none');
    journal.next(A, { login: 'alice', recordedAt: Date.now() });
    publish();
    await waitFor(() => versionOf(runtime, 'alice') === 1);
  });

  it('forgets opened credentials when their Client changes', async () => {
    journal.next(A, { login: 'alice' });
    publish();
    const runtime = await start();
    await ready(runtime);
    expect(runtime.directory.lookup('tandem.local', 'alice')).toMatchObject({ client: { version: 1 } });
    journal.next(A);
    publish();
    await waitFor(() => versionOf(runtime, 'alice') === 2);
    expect(runtime.directory.lookup('tandem.local', 'alice')).toMatchObject({ client: { version: 2 } });
  });

  it('parks a Client whose record cannot be read, hands the record on, and the partition goes on', async () => {
    journal.next(A, { login: 'alice' });
    journal.next(A);
    journal.spoil(A);
    publish();
    const runtime = await start();
    await ready(runtime);
    expect(versionOf(runtime, 'alice')).toBe(1);
    expect(poisoned).toMatchObject([{ parked: { sid: A, version: 2 } }]);
    expect(runtime.status().parked).toBe(1);
    expect(said(/cannot be applied/)).toBe(true);
    expect(JSON.stringify(logger.lines)).not.toContain('credentials');
  });

  it('is UNPROVED after a record with unreadable headers, also after a restart', async () => {
    journal.next(A);
    journal.behead(A, 'version');
    journal.next(B, { login: 'bob' });
    publish();
    const runtime = await start();
    await ready(runtime);
    expect(runtime.health().conditions).toEqual(['UNPROVED']);
    expect(versionOf(runtime, 'bob')).toBe(1);
    await stopAll();
    const again = await start();
    expect(again.health().conditions).toEqual(['UNPROVED']);
  });

  it('serves on while its disk is full, and takes the batch again when there is room', async () => {
    journal.next(A, { login: 'alice' });
    publish();
    const runtime = await start();
    await ready(runtime);
    files.current.fail(new TandemError('STORAGE_FULL', 'no room'));
    journal.next(A);
    publish();
    await waitFor(() => runtime.health().conditions.includes('STORAGE_FULL'));
    expect(versionOf(runtime, 'alice')).toBe(1);
    expect(runtime.health().ready).toBe(true);
    files.current.fail(null);
    await waitFor(() => versionOf(runtime, 'alice') === 2);
    expect(runtime.health().conditions).toEqual([]);
    expect(logger.lines.filter((line) => line.message === 'The unit cache failed')).toHaveLength(1);
  });

  it('is no longer READY when it drains, but answers until it is stopped; then it takes nothing', async () => {
    journal.next(A, { login: 'alice' });
    publish();
    const runtime = await start();
    await ready(runtime);
    runtime.drain();
    expect(runtime.health()).toMatchObject({ state: 'DRAINING', ready: false, serving: true });
    expect(runtime.directory.lookup('tandem.local', 'alice').kind).toBe('found');
    await stopAll();
    expect(runtime.health()).toMatchObject({ state: 'STOPPED', serving: false });
    await expect(runtime.handlers.batch(journal.batch())).rejects.toMatchObject({ code: 'CLOSED' });
  });

  it('stops in time while the log is away, whatever its state', async () => {
    log.down = true;
    await start();
    const before = performance.now();
    await stopAll();
    expect(performance.now() - before).toBeLessThan(5000);
  });

  describe('rebuild', () => {
    const checkpoint = (generation: string, revision = 0): void =>
      log.appendCheckpoint({
        revision,
        generation,
        partitions: { [topic]: Array.from({ length: PARTITIONS }, () => EMPTY_DIGEST) },
      });

    const rebuilt = (runtime: UnitRuntime): Promise<true> =>
      waitFor(() => said(/was built anew/) && !runtime.health().conditions.includes('REBUILDING'), {
        what: 'the rebuild',
      });

    it('on request builds another cache beside the one that serves, and swaps it in', async () => {
      journal.next(A, { login: 'alice' });
      publish();
      const runtime = await start();
      await ready(runtime);
      let replaced = 0;
      runtime.listen({ replaced: () => (replaced += 1) });
      const before = files.current;
      runtime.rebuild('operator');
      expect(runtime.health()).toMatchObject({ ready: true, conditions: ['REBUILDING'] });
      await rebuilt(runtime);
      expect(files.current).not.toBe(before);
      expect(replaced).toBe(1);
      expect(versionOf(runtime, 'alice')).toBe(1);
      await waitFor(() => log.readers.length === 1, { what: 'the rebuild’s reader to close' });
      journal.next(A);
      publish();
      await waitFor(() => versionOf(runtime, 'alice') === 2);
    });

    it('keeps what is held, until the same due times', async () => {
      journal.next(A, { login: 'alice' });
      publish();
      const runtime = await start({ kind: 'fixed', seconds: 3600 });
      await ready(runtime);
      journal.next(A, { recordedAt: Date.now() });
      publish();
      await waitFor(() => runtime.status().held === 1);
      const { next } = runtime.belief('tandem.local', 'alice') as { next: { due: number } };
      runtime.rebuild('operator');
      await rebuilt(runtime);
      expect(runtime.belief('tandem.local', 'alice')).toMatchObject({
        kind: 'served',
        client: { event: { version: 1 } },
        next: { version: 2, due: next.due },
      });
    });

    it('follows a log that is of another generation', async () => {
      journal.next(A, { login: 'alice' });
      publish();
      checkpoint('g1', 1);
      const runtime = await start();
      await ready(runtime);
      await waitFor(() => runtime.status().generation === 'g1');
      checkpoint('g2', 2);
      await rebuilt(runtime);
      expect(runtime.status().generation).toBe('g2');
      expect(said(/built anew from the log/)).toBe(true);
    });

    it('does not take old checkpoints, read again at a start, for another generation', async () => {
      checkpoint('g1', 1);
      checkpoint('g2', 2);
      await ready(await start());
      await stopAll();
      const runtime = await start();
      await ready(runtime);
      expect(runtime.status().generation).toBe('g2');
      expect(said(/built anew from the log/)).toBe(false);
    });

    it('never takes an emptied log for deletions: it waits until the Clients are there again', async () => {
      journal.next(A, { login: 'alice' });
      journal.next(B, { login: 'bob' });
      publish();
      const runtime = await start();
      await ready(runtime);
      log.recreate();
      await waitFor(() => said(/waits before it takes over/), { what: 'the rebuild to wait' });
      expect(versionOf(runtime, 'alice')).toBe(1);
      expect(runtime.health()).toMatchObject({ ready: true, conditions: ['REBUILDING'] });
      publish();
      await rebuilt(runtime);
      expect([versionOf(runtime, 'alice'), versionOf(runtime, 'bob')]).toEqual([1, 1]);
    });

    it('drops a Client that the relay’s digests prove to be gone', async () => {
      journal.next(A, { login: 'alice' });
      publish();
      const runtime = await start();
      await ready(runtime);
      log.recreate();
      await waitFor(() => said(/waits before it takes over/), { what: 'the rebuild to wait' });
      checkpoint('g2', 5);
      await rebuilt(runtime);
      expect(versionOf(runtime, 'alice')).toBeNull();
      expect(runtime.status().clients).toBe(0);
    });

    it('is begun anew after a restart that cut it short', async () => {
      journal.next(A, { login: 'alice' });
      publish();
      const runtime = await start();
      await ready(runtime);
      log.down = true;
      runtime.rebuild('operator');
      await stopAll();
      log.down = false;
      const again = await start();
      await rebuilt(again);
      expect(files.current.meta().rebuild).toBeNull();
      expect(versionOf(again, 'alice')).toBe(1);
    });

    it('goes on with the old cache when the new one cannot take over, and tries again', async () => {
      journal.next(A, { login: 'alice' });
      publish();
      const runtime = await start();
      await ready(runtime);
      files.failure = 'rename failed';
      runtime.rebuild('operator');
      await waitFor(() => said(/begins anew/));
      expect(versionOf(runtime, 'alice')).toBe(1);
      await rebuilt(runtime);
      expect(versionOf(runtime, 'alice')).toBe(1);
    });

    it('serves what it can while its cache is corrupt, and replaces it', async () => {
      journal.next(A, { login: 'alice' });
      publish();
      const runtime = await start();
      await ready(runtime);
      files.current.fail(new TandemError('CACHE_CORRUPT', 'broken'));
      journal.next(A);
      publish();
      await rebuilt(runtime);
      await waitFor(() => versionOf(runtime, 'alice') === 2);
      expect(runtime.health()).toMatchObject({ ready: true, conditions: [] });
    });
  });
});

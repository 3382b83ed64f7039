import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { partitionOf } from '@tandem/contracts';
import { TandemError } from '@tandem/kernel';
import { waitFor } from '@tandem/testing';
import { sidOf, UnitWorld, versionOf } from '../testing/index.ts';

const A = sidOf(1);
const B = sidOf(2);

describe('UnitRuntime', () => {
  let world: UnitWorld;

  beforeEach(() => {
    world = new UnitWorld();
  });

  afterEach(() => {
    world.log.up();
    return world.stop();
  });

  describe('start', () => {
    it('is READY when it has read all partitions, empty ones too', async () => {
      world.journal.next(A, { login: 'alice' });
      world.publish();
      const runtime = await world.startReady();
      expect(versionOf(runtime, 'alice')).toBe(1);
      expect(runtime.health()).toEqual({ state: 'READY', conditions: [], ready: true, serving: true });
    });

    it('answers nothing from a first load that is not finished, and refuses nobody', async () => {
      world.log.down = true;
      const runtime = await world.start({ staleAfterMs: 20 });
      expect(runtime.health()).toMatchObject({ state: 'CATCHING_UP', ready: false, serving: false });
      expect(runtime.directory.lookup('tandem.local', 'alice')).toEqual({
        kind: 'not-yet',
        why: 'catching-up',
      });
      await waitFor(() => runtime.health().conditions.includes('STALLED'), { what: 'STALLED' });
      expect(runtime.health().ready).toBe(false);
      world.log.up();
      await world.ready(runtime);
      expect(runtime.directory.lookup('tandem.local', 'alice')).toEqual({ kind: 'unknown' });
    });

    it('serves its last good state at once, and is READY as STALE when the log stays away', async () => {
      world.publishAccount();
      world.journal.next(A, { login: 'alice' });
      world.publish();
      await world.startReady();
      await world.stop();
      world.log.down = true;
      const runtime = await world.start({ staleAfterMs: 30 });
      expect(runtime.health()).toMatchObject({ state: 'CATCHING_UP', ready: false, serving: true });
      expect(runtime.directory.lookup('tandem.local', 'alice').kind).toBe('found');
      expect(runtime.directory.lookup('tandem.local', 'bob').kind).toBe('not-yet');
      await world.ready(runtime);
      expect(runtime.health().conditions).toEqual(['STALE', 'STALLED']);
      expect(runtime.directory.lookup('tandem.local', 'bob').kind).toBe('unknown');

      world.journal.next(B, { login: 'bob' });
      world.log.down = false;
      world.publish();
      await waitFor(() => runtime.health().conditions.length === 0, { what: 'no condition' });
      expect(runtime.directory.lookup('tandem.local', 'bob').kind).toBe('found');
    });

    it('does not serve a cache whose first load was cut short', async () => {
      world.journal.next(A, { login: 'alice' });
      world.publish();
      const first = await world.start();
      await waitFor(() => versionOf(first, 'alice') === 1);
      await world.stop();
      world.files.current.disk.tables.meta = { ...world.files.current.disk.tables.meta, complete: false };
      world.log.down = true;
      const runtime = await world.start({ staleAfterMs: 20 });
      expect(runtime.health().serving).toBe(false);
      expect(runtime.directory.lookup('tandem.local', 'alice').kind).toBe('not-yet');
    });
  });

  describe('reports', () => {
    it('says STARTING before start has resolved, then each state, then STOPPED', async () => {
      const runtime = await world.start();
      expect(world.reports()[0]).toMatchObject({
        unit: 'cp-1',
        kind: 'call-processing',
        state: 'STARTING',
        seq: 1,
      });
      await world.ready(runtime);
      runtime.drain();
      await world.stop();
      const seen = world.reports();
      expect([...new Set(seen.map(({ state }) => state))]).toEqual(
        expect.arrayContaining(['STARTING', 'CATCHING_UP', 'READY', 'STOPPED']),
      );
      expect(seen.at(-1)?.state).toBe('STOPPED');
      expect(seen.map(({ seq }) => seq)).toEqual(seen.map((_status, index) => index + 1));
      expect(new Set(seen.map(({ incarnation }) => incarnation)).size).toBe(1);
    });

    it('tells what it holds, received and shows, heartbeat by heartbeat', async () => {
      world.journal.next(A, { login: 'alice' });
      world.publish();
      await world.startReady({ model: { kind: 'fixed', seconds: 3600 } });
      world.journal.next(A, { recordedAt: Date.now() });
      world.publish();
      const status = await waitFor(() => world.reports().find(({ held }) => held === 1), {
        what: 'held in a report',
      });
      expect(status).toMatchObject({ state: 'READY', model: 'fixed:3600', clients: 1, parked: 0 });
      expect(
        status.partitions.find(({ partition }) => partition === partitionOf(A, world.partitions)),
      ).toEqual({
        topic: 'tandem.clients',
        partition: partitionOf(A, world.partitions),
        offset: 2,
        received: 2,
        proved: 0,
        visible: 1,
      });
    });

    it('goes on working while nothing can be published, and says so once', async () => {
      world.log.down = true;
      const runtime = await world.start({ staleAfterMs: 20 });
      await waitFor(() => world.said(/status cannot be published/));
      world.log.up();
      await world.ready(runtime);
      await waitFor(() => world.reports().some(({ state }) => state === 'READY'));
      expect(world.logger.lines.filter((line) => /status cannot/.test(line.message))).toHaveLength(1);
    });
  });

  it('lets versions become visible in their time, and tells listeners', async () => {
    const runtime = await world.startReady({ model: { kind: 'fixed', seconds: 0.1 } });
    const seen: number[] = [];
    runtime.listen({ visible: (changes) => seen.push(...changes.map(({ version }) => version)) });
    world.journal.next(A, { login: 'alice', recordedAt: Date.now() });
    world.journal.next(A, { recordedAt: Date.now() });
    world.publish();
    await waitFor(() => runtime.status().held === 2);
    expect(runtime.directory.lookup('tandem.local', 'alice')).toEqual({ kind: 'unknown' });
    await waitFor(() => versionOf(runtime, 'alice') === 2);
    expect(seen).toEqual([1, 2]);
  });

  it('uses a changed model for what comes from then on', async () => {
    const runtime = await world.startReady({ model: { kind: 'fixed', seconds: 3600 } });
    runtime.changeModel({ kind: 'none' });
    expect(runtime.status().model).toBe('none');
    world.journal.next(A, { login: 'alice', recordedAt: Date.now() });
    world.publish();
    await waitFor(() => versionOf(runtime, 'alice') === 1);
  });

  it('forgets opened credentials when their Client changes', async () => {
    world.publishAccount();
    world.journal.next(A, { login: 'alice' });
    world.publish();
    const runtime = await world.startReady();
    expect(runtime.directory.lookup('tandem.local', 'alice')).toMatchObject({ client: { version: 1 } });
    world.journal.next(A);
    world.publish();
    await waitFor(() => versionOf(runtime, 'alice') === 2);
    expect(runtime.directory.lookup('tandem.local', 'alice')).toMatchObject({ client: { version: 2 } });
  });

  it('parks a Client whose record cannot be read, hands the record on, and the partition goes on', async () => {
    world.journal.next(A, { login: 'alice' });
    world.journal.next(A);
    world.journal.spoil(A);
    world.publish();
    const runtime = await world.startReady();
    expect(versionOf(runtime, 'alice')).toBe(1);
    await waitFor(() => world.deadLetters().length === 1, { what: 'the dead letter' });
    expect(world.deadLetters()).toMatchObject([
      {
        ...{ reader: 'cp-1', topic: 'tandem.clients', offset: 1, key: A, problem: 'unreadable' },
        value: Buffer.from('not json').toString('base64'),
        headers: { sid: A, version: '2' },
      },
    ]);
    expect(runtime.status().parked).toBe(1);
    expect(world.said(/cannot be applied/)).toBe(true);
    expect(JSON.stringify(world.logger.lines)).not.toContain('credentials');
  });

  it('is UNPROVED after a record with unreadable headers, also after a restart', async () => {
    world.journal.next(A);
    world.journal.behead(A, 'version');
    world.journal.next(B, { login: 'bob' });
    world.publish();
    const runtime = await world.startReady();
    expect(runtime.health().conditions).toEqual(['UNPROVED']);
    expect(versionOf(runtime, 'bob')).toBe(1);
    await world.stop();
    const again = await world.start();
    expect(again.health().conditions).toEqual(['UNPROVED']);
  });

  it('serves on while its disk is full, and takes the batch again when there is room', async () => {
    world.journal.next(A, { login: 'alice' });
    world.publish();
    const runtime = await world.startReady();
    world.files.current.fail(new TandemError('STORAGE_FULL', 'no room'));
    world.journal.next(A);
    world.publish();
    await waitFor(() => runtime.health().conditions.includes('STORAGE_FULL'));
    expect(versionOf(runtime, 'alice')).toBe(1);
    expect(runtime.health().ready).toBe(true);
    world.files.current.fail(null);
    await waitFor(() => versionOf(runtime, 'alice') === 2);
    expect(runtime.health().conditions).toEqual([]);
    expect(world.logger.lines.filter((line) => line.message === 'The unit cache failed')).toHaveLength(1);
  });

  it('is no longer READY when it drains, but answers until it is stopped; then it takes nothing', async () => {
    world.publishAccount();
    world.journal.next(A, { login: 'alice' });
    world.publish();
    const runtime = await world.startReady();
    runtime.drain();
    expect(runtime.health()).toMatchObject({ state: 'DRAINING', ready: false, serving: true });
    expect(runtime.directory.lookup('tandem.local', 'alice').kind).toBe('found');
    await world.stop();
    expect(runtime.health()).toMatchObject({ state: 'STOPPED', serving: false });
    await expect(runtime.handlers.batch(world.journal.batch())).rejects.toMatchObject({ code: 'CLOSED' });
  });

  it('stops in time while the log is away, whatever its state', async () => {
    world.log.down = true;
    await world.start();
    const before = performance.now();
    await world.stop();
    expect(performance.now() - before).toBeLessThan(5000);
  });
});

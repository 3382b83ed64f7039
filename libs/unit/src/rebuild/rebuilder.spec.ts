import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { partitionOf, TOPICS } from '@tandem/contracts';
import { TandemError } from '@tandem/kernel';
import { waitFor } from '@tandem/testing';
import type { UnitRuntime } from '../runtime/unit-runtime.ts';
import { sidOf, UnitWorld, versionOf } from '../testing/index.ts';

const topic = TOPICS.clients.name;
const A = sidOf(1);
const B = sidOf(2);

/** Another Client on the partition of this one. */
const samePartition = (sid: string): string => {
  const others = Array.from({ length: 50 }, (_, index) => sidOf(index + 10));
  return others.find((other) => partitionOf(other, 3) === partitionOf(sid, 3)) ?? sid;
};

describe('the rebuild of a unit’s cache', () => {
  let world: UnitWorld;

  beforeEach(() => {
    world = new UnitWorld();
  });

  afterEach(() => {
    world.log.up();
    return world.stop();
  });

  const checkpoint = (generation: string, revision = 0): void => world.checkpoint(generation, revision);

  const waitsFor = (what: RegExp): boolean =>
    world.logger.lines.some(
      ({ message, fields }) => /waits before/.test(message) && what.test(String(fields['for'])),
    );

  const rebuilt = (runtime: UnitRuntime): Promise<true> =>
    waitFor(() => world.said(/was built anew/) && !runtime.health().conditions.includes('REBUILDING'), {
      what: 'the rebuild',
    });

  it('on request builds another cache beside the one that serves, and swaps it in', async () => {
    world.journal.next(A, { login: 'alice' });
    world.publish();
    const runtime = await world.startReady();
    let replaced = 0;
    runtime.listen({ replaced: () => (replaced += 1) });
    const before = world.files.current;
    runtime.rebuild('operator');
    expect(runtime.health()).toMatchObject({ ready: true, conditions: ['REBUILDING'] });
    await rebuilt(runtime);
    expect(world.files.current).not.toBe(before);
    expect(replaced).toBe(1);
    expect(versionOf(runtime, 'alice')).toBe(1);
    await waitFor(() => world.log.readers.length === 1, { what: 'the rebuild’s reader to close' });
    world.journal.next(A);
    world.publish();
    await waitFor(() => versionOf(runtime, 'alice') === 2);
  });

  it('keeps what is held, until the same due times', async () => {
    world.journal.next(A, { login: 'alice' });
    world.publish();
    const runtime = await world.startReady({ model: { kind: 'fixed', seconds: 3600 } });
    world.journal.next(A, { recordedAt: Date.now() });
    world.publish();
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

  it('begins anew where a candidate could not be written, as what went before may be gone with it', async () => {
    world.journal.next(A, { login: 'alice' });
    world.publish();
    const runtime = await world.startReady();
    let candidates = 0;
    world.files.onCandidate = (candidate) => {
      candidates += 1;
      if (candidates === 1) candidate.fail(new TandemError('STORAGE_FULL', 'no room'));
    };
    runtime.rebuild('operator');
    await rebuilt(runtime);
    expect(candidates).toBe(2);
    expect(versionOf(runtime, 'alice')).toBe(1);
  });

  it('parks what it cannot apply, and goes on serving what was served of it', async () => {
    world.journal.next(A, { login: 'alice' });
    world.journal.next(B, { login: 'bob' });
    world.publish();
    const runtime = await world.startReady();
    // What a candidate held stays on its disk when it is closed.
    const parked: (() => boolean)[] = [];
    world.files.onCandidate = (candidate) => {
      candidate.failShowing(A, new TypeError('nobody expects this'));
      parked.push(() => candidate.disk.tables.parked.has(A));
    };
    runtime.rebuild('operator');
    await waitFor(() => parked.some((isParked) => isParked()), { what: 'it to be parked' });
    expect(versionOf(runtime, 'alice')).toBe(1);
    expect(versionOf(runtime, 'bob')).toBe(1);
  });

  it('follows a log that is of another generation', async () => {
    world.journal.next(A, { login: 'alice' });
    world.publish();
    checkpoint('g1', 1);
    const runtime = await world.startReady();
    await waitFor(() => runtime.status().generation === 'g1');
    checkpoint('g2', 2);
    await rebuilt(runtime);
    expect(runtime.status().generation).toBe('g2');
    expect(world.said(/built anew from the log/)).toBe(true);
  });

  it('does not take old checkpoints, read again at a start, for another generation', async () => {
    checkpoint('g1', 1);
    checkpoint('g2', 2);
    await world.startReady();
    await world.stop();
    const runtime = await world.startReady();
    expect(runtime.status().generation).toBe('g2');
    expect(world.said(/built anew from the log/)).toBe(false);
  });

  it('never takes an emptied log for deletions: it waits until the Clients are there again', async () => {
    world.journal.next(A, { login: 'alice' });
    world.journal.next(B, { login: 'bob' });
    world.publish();
    const runtime = await world.startReady();
    world.log.recreate();
    await waitFor(() => world.said(/waits before it takes over/), { what: 'the rebuild to wait' });
    expect(versionOf(runtime, 'alice')).toBe(1);
    expect(runtime.health()).toMatchObject({ ready: true, conditions: ['REBUILDING'] });
    world.publish();
    await rebuilt(runtime);
    expect([versionOf(runtime, 'alice'), versionOf(runtime, 'bob')]).toEqual([1, 1]);
  });

  it('waits for a Client that is missing though its partition was read far enough', async () => {
    const C = samePartition(A);
    world.journal.next(A, { login: 'alice' });
    world.journal.next(C, { login: 'carol' });
    world.publish();
    const runtime = await world.startReady();
    const lost = world.log.of(topic, partitionOf(A, world.partitions)).slice();
    world.log.recreate();
    world.log.append(lost.filter(({ key }) => key === C));
    await waitFor(() => waitsFor(/1 served resources to appear/), { what: 'the rebuild to wait' });
    expect(versionOf(runtime, 'alice')).toBe(1);
    world.log.append(lost.filter(({ key }) => key === A));
    await rebuilt(runtime);
    expect([versionOf(runtime, 'alice'), versionOf(runtime, 'carol')]).toEqual([1, 1]);
  });

  it('drops a Client that the relay’s digests prove to be gone', async () => {
    world.journal.next(A, { login: 'alice' });
    world.publish();
    const runtime = await world.startReady();
    expect(versionOf(runtime, 'alice')).toBe(1);
    world.log.recreate();
    await waitFor(() => world.said(/waits before it takes over/), { what: 'the rebuild to wait' });
    checkpoint('g2', 5);
    await rebuilt(runtime);
    expect(versionOf(runtime, 'alice')).toBeNull();
    expect(runtime.directory.lookup('tandem.local', 'alice').kind).toBe('unknown');
    expect(runtime.status().clients).toBe(0);
  });

  it('is begun anew after a restart that cut it short', async () => {
    world.journal.next(A, { login: 'alice' });
    world.publish();
    const runtime = await world.startReady();
    world.log.down = true;
    runtime.rebuild('operator');
    await world.stop();
    world.log.down = false;
    const again = await world.start();
    await rebuilt(again);
    expect(world.files.current.meta().rebuild).toBeNull();
    expect(versionOf(again, 'alice')).toBe(1);
  });

  it('goes on with the old cache when the new one cannot take over, and tries again', async () => {
    world.journal.next(A, { login: 'alice' });
    world.publish();
    const runtime = await world.startReady();
    world.files.failure = 'rename failed';
    runtime.rebuild('operator');
    await waitFor(() => world.said(/begins anew/));
    expect(versionOf(runtime, 'alice')).toBe(1);
    await rebuilt(runtime);
    expect(versionOf(runtime, 'alice')).toBe(1);
  });

  it('serves what it can while its cache is corrupt, and replaces it', async () => {
    world.journal.next(A, { login: 'alice' });
    world.publish();
    const runtime = await world.startReady();
    world.files.current.fail(new TandemError('CACHE_CORRUPT', 'broken'));
    world.journal.next(A);
    world.publish();
    await rebuilt(runtime);
    await waitFor(() => versionOf(runtime, 'alice') === 2);
    expect(runtime.health()).toMatchObject({ ready: true, conditions: [] });
  });
});

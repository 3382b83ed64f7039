import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { EMPTY_DIGEST, RESOURCE_TOPICS } from '@tandem/contracts';
import { systemClock } from '@tandem/kernel';
import { silentLogger } from '@tandem/telemetry';
import { waitFor } from '@tandem/testing';
import { LOG_GENERATION, sidOf, UnitWorld, versionOf } from '../testing/index.ts';
import { ProofWatch } from './proof-watch.ts';
import type { UnitRuntime } from './unit-runtime.ts';

const A = sidOf(1);
const B = sidOf(2);

/** Of all partitions of all topics of resources. */
const silent = (partitions: number): string => {
  const all = partitions * RESOURCE_TOPICS.length;
  return `no mark of the relay on ${all} of ${all} partitions`;
};

describe('a unit and the relay’s marks', () => {
  let world: UnitWorld;

  beforeEach(() => {
    world = new UnitWorld();
    world.checkpoint();
  });

  afterEach(() => world.stop());

  const conditions = (runtime: UnitRuntime): readonly string[] => runtime.health().conditions;
  const proved = (runtime: UnitRuntime): readonly number[] =>
    runtime.status().partitions.map((partition) => partition.proved);

  const started = async (markSilenceMs = 10_000): Promise<UnitRuntime> => {
    const runtime = await world.startReady({ markSilenceMs });
    await waitFor(() => runtime.status().generation === LOG_GENERATION);
    return runtime;
  };

  it('proves that it has everything, partition by partition, and says so', async () => {
    const runtime = await started();
    world.journal.next(A);
    world.publish();
    world.mark();
    await waitFor(() => proved(runtime).every((revision) => revision === 1), {
      what: 'all partitions proved',
    });
    await waitFor(() =>
      world
        .reports()
        .at(-1)
        ?.partitions.every((partition) => partition.proved === 1),
    );
    expect(conditions(runtime)).toEqual([]);
  });

  it('is DIVERGED when a record got lost, builds its cache anew, and is whole again', async () => {
    const runtime = await started();
    world.journal.next(A, { login: 'alice' });
    world.publish();
    await waitFor(() => versionOf(runtime, 'alice') === 1);
    // As after a fault of this unit's disk: the row is not there, the offset is.
    world.files.current.disk.tables.resources.delete(A);
    world.files.current.disk.tables.partitions.forEach((row, key, rows) =>
      rows.set(key, { ...row, digest: EMPTY_DIGEST }),
    );
    world.mark();
    await waitFor(() => world.said(/is not what was published/), { what: 'the difference' });
    await waitFor(() => world.said(/was built anew/), { what: 'the rebuild' });
    expect(versionOf(runtime, 'alice')).toBe(1);
    await waitFor(() => conditions(runtime).length === 0, { what: 'no condition' });
    world.mark();
    await waitFor(() => proved(runtime).every((revision) => revision === 1));
  });

  it('stays DIVERGED when the log itself lacks something, and does not rebuild again and again', async () => {
    const runtime = await started();
    world.journal.next(A);
    world.publish();
    world.mark({ count: 9 });
    await waitFor(() => world.said(/was built anew/), { what: 'the rebuild' });
    world.mark({ count: 9 });
    await waitFor(() => conditions(runtime).includes('DIVERGED'), { what: 'DIVERGED again' });
    world.mark({ count: 9 });
    world.journal.next(B, { login: 'bob' });
    world.publish();
    await waitFor(() => versionOf(runtime, 'bob') === 1);
    expect(conditions(runtime)).toEqual(['DIVERGED']);
    expect(runtime.health().ready).toBe(true);
  });

  it('is STALLED without marks, connects anew, and recovers with the next marks', async () => {
    const runtime = await started(100);
    await waitFor(() => conditions(runtime).includes('STALLED'), { what: 'STALLED' });
    await waitFor(() => world.log.reconnected.length > 0, { what: 'a new connection' });
    expect(world.log.reconnected[0]).toMatch(silent(3));
    expect(runtime.health().ready).toBe(true);
    const marking = setInterval(() => world.mark(), 20);
    try {
      await waitFor(() => !conditions(runtime).includes('STALLED'), { what: 'the end of STALLED' });
    } finally {
      clearInterval(marking);
    }
  });
});

describe('ProofWatch', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  it('counts silence only from when the unit has caught up', () => {
    let partitions: number | null = null;
    const told: string[] = [];
    const watch = new ProofWatch({
      clock: systemClock,
      logger: silentLogger,
      silenceMs: 1000,
      partitions: () => partitions,
      set: () => undefined,
      rebuild: () => undefined,
      reconnect: (why) => told.push(why),
    });
    watch.start();
    jest.advanceTimersByTime(5000);
    partitions = 2;
    jest.advanceTimersByTime(900);
    expect(told).toEqual([]);
    jest.advanceTimersByTime(100);
    expect(told).toEqual([silent(2)]);
    watch.stop();
  });
});

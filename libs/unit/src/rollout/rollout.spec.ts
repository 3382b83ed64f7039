import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { TOPICS, unitStatusCodec } from '@tandem/contracts';
import type { UnitStatus } from '@tandem/contracts';
import { waitFor } from '@tandem/testing';
import { LOG_GENERATION, sidOf, UnitWorld, versionOf } from '../testing/index.ts';
import type { UnitRuntime } from '../runtime/unit-runtime.ts';

const A = sidOf(1);

describe('a main unit of a staged roll-out', () => {
  let world: UnitWorld;
  let runtime: UnitRuntime;
  let reports = 0;

  beforeEach(async () => {
    reports = 0;
    world = new UnitWorld(1);
    world.journal.next(A, { login: 'alice' });
    world.publish();
    world.checkpoint();
    runtime = await world.startReady({ rollout: { healthyMs: 300 } });
  });
  afterEach(() => world.stop());

  const canarySays = (visible: number, over: Partial<UnitStatus> = {}): void => {
    const status = {
      ...runtime.status(),
      unit: 'canary-1',
      group: 'canary' as const,
      conditions: [],
      ...over,
    };
    const partitions = [{ partition: 0, offset: 0, received: visible, proved: visible, visible }];
    const value = unitStatusCodec.encode({ ...status, generation: LOG_GENERATION, partitions });
    const record = { topic: TOPICS.unitStatus.name, partition: 0, offset: reports, key: 'canary-1', value };
    world.log.append([{ ...record, headers: {}, timestamp: Date.now() }]);
    reports += 1;
  };
  /** The canary reports again and again while something is waited for. */
  const whileCanarySays = async (
    visible: number,
    done: () => boolean,
    over: Partial<UnitStatus> = {},
  ): Promise<void> => {
    await waitFor(
      () => {
        canarySays(visible, over);
        return done() || undefined;
      },
      { what: 'the roll-out', timeoutMs: 20_000, intervalMs: 50 },
    );
  };

  it('shows a change once the canary has been well with it', async () => {
    world.journal.next(A);
    world.publish();
    await waitFor(() => runtime.status().held === 1 || undefined, { what: 'the change to wait' });
    await whileCanarySays(1, () => runtime.status().partitions[0]?.received === 2);
    expect(versionOf(runtime, 'alice')).toBe(1);
    await whileCanarySays(2, () => versionOf(runtime, 'alice') === 2);
    expect(runtime.status().expectedDelayMs).toBe(300);
  });

  it('halts with an alarm when the canary reports an error, and goes on when it is well', async () => {
    world.journal.next(A);
    world.publish();
    await whileCanarySays(2, () => runtime.health().conditions.includes('ROLLOUT_HALTED'), {
      conditions: ['DIVERGED'],
    });
    expect(versionOf(runtime, 'alice')).toBe(1);
    expect(runtime.health().ready).toBe(true);
    expect(world.said(/roll-out is halted/)).toBe(true);
    await whileCanarySays(2, () => versionOf(runtime, 'alice') === 2);
    await waitFor(() => runtime.health().conditions.length === 0 || undefined, { what: 'the alarm to end' });
  });

  it('lets everything through that waited once the roll-out is turned off', async () => {
    world.journal.next(A);
    world.publish();
    await waitFor(() => runtime.status().held === 1 || undefined, { what: 'the change to wait' });
    await world.stop();
    runtime = await world.startReady();
    await waitFor(() => versionOf(runtime, 'alice') === 2 || undefined, { what: 'version 2' });
  });
});

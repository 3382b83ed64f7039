import { beforeEach, describe, expect, it } from '@jest/globals';
import type { UnitStatus } from '@tandem/contracts';
import { RolloutGate } from './rollout-gate.ts';

const HEALTHY = 10_000;
const SILENT = 10_000;
const OWN = { generation: 'g1', parked: 0 };

const canary = (unit: string, visible: number, over: Partial<UnitStatus> = {}): UnitStatus => ({
  ...{ unit, kind: 'call-processing', group: 'canary', incarnation: 'i', seq: 1, state: 'READY' },
  ...{ conditions: [], generation: 'g1', model: 'none', expectedDelayMs: 0, revocation: 'immediate' },
  ...{ clients: 1, held: 0, parked: 0, parkedSids: [] },
  partitions: [{ partition: 0, offset: visible, received: visible, proved: visible, visible }],
  at: '2013-11-04T16:33:39.000Z',
  ...over,
});

describe('RolloutGate', () => {
  let gate: RolloutGate;
  beforeEach(() => {
    gate = new RolloutGate({ healthyMs: HEALTHY });
  });

  /** Heartbeats of a canary from one time to another. */
  const beat = (from: number, to: number, status: UnitStatus): void => {
    for (let at = from; at <= to; at += 2000) gate.hear(status, at, OWN);
  };
  const passed = (now: number): number => gate.passed(0, now);

  it('passes what a canary has shown for long enough, and no more', () => {
    beat(0, 20_000, canary('c1', 5));
    beat(20_001, 28_001, canary('c1', 7));
    expect(passed(30_000)).toBe(5);
    expect(passed(30_001)).toBe(7);
    expect(gate.halted(30_001, OWN)).toBeNull();
  });

  it('waits for the slowest of several canaries', () => {
    beat(0, 20_000, canary('c1', 9));
    beat(0, 20_000, canary('c2', 4));
    expect(passed(20_000)).toBe(4);
    gate.hear(canary('c2', 4, { state: 'STOPPED' }), 20_000, OWN);
    expect(passed(20_000)).toBe(9);
  });

  it('passes nothing without a canary, and says so; main units are none', () => {
    beat(0, 20_000, canary('m1', 9, { group: 'main' }));
    expect(passed(20_000)).toBe(0);
    expect(gate.halted(20_000, OWN)).toBe('no canary was heard of');
  });

  it.each([
    ['is CATCHING_UP', { state: 'CATCHING_UP' }],
    ['reports DIVERGED', { conditions: ['DIVERGED'] }],
    ['cannot read changes of 1 Clients', { parked: 1 }],
    ['follows another log', { generation: 'g2' }],
  ] as const)('halts when a canary %s, and takes its time once it is well again', (why, over) => {
    beat(0, 20_000, canary('c1', 5));
    expect(passed(20_000)).toBe(5);
    beat(20_001, 40_001, canary('c1', 7, over));
    expect(passed(40_001)).toBe(5);
    expect(gate.halted(40_001, OWN)).toBe(`the canary c1 ${why}`);
    beat(42_000, 52_000, canary('c1', 7));
    expect(passed(51_999)).toBe(5);
    expect(passed(52_000)).toBe(7);
  });

  it('blames no canary for what it cannot read itself', () => {
    beat(0, 20_000, canary('c1', 5));
    for (let at = 20_001; at <= 40_001; at += 2000)
      gate.hear(canary('c1', 7, { parked: 1 }), at, { ...OWN, parked: 1 });
    expect(passed(40_001)).toBe(7);
  });

  it('halts when a canary is silent, until it has been well again for a while, or is forgotten after an hour', () => {
    beat(0, 20_000, canary('c1', 5));
    expect(passed(20_000)).toBe(5);
    gate.hear(canary('c1', 7), 20_001, OWN);
    expect(passed(20_002 + SILENT + HEALTHY)).toBe(5);
    expect(gate.halted(20_002 + SILENT, OWN)).toBe('the canary c1 is silent');
    gate.hear(canary('c1', 7), 60_000, OWN);
    expect(passed(60_000)).toBe(5);
    beat(62_000, 70_000, canary('c1', 7));
    expect(passed(70_000)).toBe(7);
    expect(gate.halted(70_000 + 3_600_001, OWN)).toBe('no canary was heard of');
  });
});

import { expect, describe, it } from '@jest/globals';
import { TOPICS, unitStatusCodec } from '@tandem/contracts';
import type { UnitStatus } from '@tandem/contracts';
import type { LogBatch, StoredRecord } from '@tandem/event-log';
import { ManualClock } from '@tandem/kernel/testing';
import { StatusWatch } from './status-watch.ts';

const topic = TOPICS.unitStatus.name;
const SETTLE_MS = 10;

const record = (offset: number, status: Partial<UnitStatus>): StoredRecord => {
  const whole: UnitStatus = {
    ...{
      unit: 'cp-1',
      kind: 'call-processing',
      group: 'main',
      incarnation: 'ours',
      seq: 1,
      state: 'READY',
      conditions: [],
    },
    ...{ generation: null, model: 'none', expectedDelayMs: 0, revocation: 'immediate', clients: 0, held: 0 },
    ...{ parked: 0, parkedSids: [], partitions: [] },
    at: new Date(0).toISOString(),
    ...status,
  };
  const value = unitStatusCodec.encode(whole);
  return { topic, partition: 0, key: whole.unit, value, headers: {}, offset, timestamp: offset * SETTLE_MS };
};

const batch = (records: readonly StoredRecord[], nextOffset: number): LogBatch => ({
  ...{ topic, partition: 0, records },
  ...{ nextOffset, endOffset: nextOffset },
});

const watch = (): StatusWatch =>
  new StatusWatch({ unit: 'cp-1', own: 'ours', clock: new ManualClock(), settleMs: SETTLE_MS });

describe('StatusWatch', () => {
  it('counts the units that report', () => {
    const status = watch();
    status.batch(batch([record(0, {}), record(1, { unit: 'cp-2' }), record(2, { unit: 'cp-2' })], 3));
    expect(status.units).toBe(2);
  });

  it('finds another process under the unit’s id, over several batches', () => {
    const status = watch();
    expect(
      status.batch(batch([record(0, { incarnation: 'theirs' }), record(1, {}), record(2, {})], 3)),
    ).toEqual([]);
    expect(status.batch(batch([record(3, { incarnation: 'theirs' })], 4))).toEqual([
      { outcome: 'lost', incarnation: 'theirs' },
    ]);
    expect(status.position).toBe(4);
  });

  it('passes over other units, tombstones and what it cannot read', () => {
    const status = watch();
    const noise = [
      record(2, { unit: 'cp-2', incarnation: 'theirs' }),
      { ...record(3, { incarnation: 'theirs' }), value: null },
      { ...record(4, { incarnation: 'theirs' }), value: Buffer.from('{}') },
    ];
    expect(status.batch(batch([record(0, {}), record(1, {}), ...noise], 5))).toEqual([]);
    expect(status.position).toBe(5);
  });

  it('reads from the start again when the topic begins anew', () => {
    const status = watch();
    status.batch(batch([record(0, {}), record(1, {})], 2));
    status.restart();
    expect(status.position).toBe(0);
    expect(status.batch(batch([record(0, { incarnation: 'theirs' })], 1))).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { LogRecord } from './index.ts';
import {
  assertFitsTransaction,
  MAX_BATCH_BYTES,
  MAX_BATCH_RECORDS,
  planBatches,
  recordSize,
} from './index.ts';
import { clientRecord } from './testing/index.ts';

const own = (record: LogRecord): readonly LogRecord[] => [record];
const sized = (bytes: number, partition = 0): LogRecord =>
  clientRecord({ partition, value: Buffer.alloc(bytes) });

describe('planBatches', () => {
  it('keeps what fits into one transaction together', () => {
    const records = Array.from({ length: MAX_BATCH_RECORDS }, () => sized(1));
    expect(planBatches(records, own)).toEqual([records]);
    expect(planBatches([], own)).toEqual([]);
  });

  it('cuts at the record limit of a partition', () => {
    const records = Array.from({ length: MAX_BATCH_RECORDS + 1 }, () => sized(1));
    expect(planBatches(records, own).map((batch) => batch.length)).toEqual([MAX_BATCH_RECORDS, 1]);
  });

  it('cuts at the byte limit of a partition', () => {
    const half = MAX_BATCH_BYTES / 2 - recordSize(sized(0));
    expect(planBatches([sized(half), sized(half), sized(0)], own).map((batch) => batch.length)).toEqual([
      2, 1,
    ]);
  });

  it('counts partitions and topics apart', () => {
    const large = MAX_BATCH_BYTES - recordSize(sized(0));
    const elsewhere = { ...sized(large), topic: 'tandem.other' };
    expect(planBatches([sized(large, 0), sized(large, 1), elsewhere], own)).toHaveLength(1);
  });

  it('keeps the records of one item together', () => {
    const pairs = Array.from({ length: 300 }, () => [sized(1), sized(1)]);
    const batches = planBatches(pairs, (pair) => pair);
    expect(batches.map((batch) => batch.length)).toEqual([250, 50]);
  });

  it('lets an item that is too large come alone', () => {
    const tooLarge = sized(MAX_BATCH_BYTES);
    expect(planBatches([sized(1), tooLarge, sized(1)], own)).toEqual([[sized(1)], [tooLarge], [sized(1)]]);
  });

  it('for any records: keeps all in order, and every batch fits', () => {
    const record = fc
      .record({ partition: fc.nat(2), bytes: fc.oneof(fc.nat(50), fc.nat(300_000)) })
      .map(({ partition, bytes }) => sized(bytes, partition));
    fc.assert(
      fc.property(fc.array(fc.array(record, { maxLength: 2 }), { maxLength: 30 }), (items) => {
        const fits = items.filter((item) => {
          try {
            assertFitsTransaction(item);
            return true;
          } catch {
            return false;
          }
        });
        const batches = planBatches(fits, (item) => item);
        expect(batches.flat()).toEqual(fits);
        for (const batch of batches) assertFitsTransaction(batch.flat());
      }),
    );
  });
});

describe('recordSize', () => {
  it('is an upper bound of key, value and headers in bytes', () => {
    const record = clientRecord({ key: 'ü', value: Buffer.alloc(10), headers: { sid: 'CL1' } });
    expect(recordSize(record)).toBeGreaterThanOrEqual(2 + 10 + 3 + 3);
    expect(recordSize(record) - recordSize({ ...record, value: null })).toBe(10);
  });
});

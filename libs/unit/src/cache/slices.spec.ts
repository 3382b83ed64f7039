import { describe, expect, it } from '@jest/globals';
import { ClientLog, sidOf } from '../testing/index.ts';
import { slicesOf } from './slices.ts';

describe('slicesOf', () => {
  const log = new ClientLog();
  for (let i = 0; i < 5; i += 1) log.next(sidOf(1));
  const batch = { ...log.batch(), nextOffset: 7, endOffset: 9 };

  it('leaves a small batch as it is', () => {
    expect(slicesOf(batch, 5)).toEqual([batch]);
    expect(slicesOf({ ...batch, records: [] }, 5)).toHaveLength(1);
  });

  it('says of each slice where the next one begins, and of the last where the batch ends', () => {
    const slices = slicesOf(batch, 2);
    expect(slices.map(({ records }) => records.map(({ offset }) => offset))).toEqual([[0, 1], [2, 3], [4]]);
    expect(slices.map(({ nextOffset }) => nextOffset)).toEqual([2, 4, 7]);
  });

  it('steps over offsets that hold no record', () => {
    const records = batch.records.filter(({ offset }) => offset !== 2);
    expect(slicesOf({ ...batch, records }, 2).map(({ nextOffset }) => nextOffset)).toEqual([3, 7]);
  });
});

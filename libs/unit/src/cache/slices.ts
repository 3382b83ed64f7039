import type { LogBatch } from '@tandem/event-log';

/** Records applied in one transaction: some milliseconds, so that calls are answered between two of them. */
export const SLICE_RECORDS = 100;
/** The same while nobody is answered yet: each index page is then written less often. */
export const FIRST_LOAD_SLICE_RECORDS = 500;

/** Cuts a batch into such parts as are applied in one go; each says how far it brings the partition. */
export const slicesOf = (batch: LogBatch, size = SLICE_RECORDS): readonly LogBatch[] => {
  if (batch.records.length <= size) return [batch];
  const slices: LogBatch[] = [];
  for (let from = 0; from < batch.records.length; from += size) {
    const records = batch.records.slice(from, from + size);
    const following = batch.records[from + size];
    slices.push({ ...batch, records, nextOffset: following?.offset ?? batch.nextOffset });
  }
  return slices;
};

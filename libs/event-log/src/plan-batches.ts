import type { LogRecord } from './event-log.ts';
import { BatchLoad } from './limits.ts';

/**
 * Cuts a sequence into transactions that keep to `MAX_BATCH_RECORDS` and `MAX_BATCH_BYTES` per partition. The order
 * stays, and the records of one item (all that one revision puts on the log) stay together, so that each transaction
 * has a checkpoint.
 *
 * An item too large by itself comes alone: `publish` refuses it with `LOG_RECORD_TOO_LARGE`.
 */
export const planBatches = <T>(
  items: readonly T[],
  recordsOf: (item: T) => readonly LogRecord[],
): readonly (readonly T[])[] => {
  const batches: T[][] = [];
  let batch: T[] = [];
  let load = new BatchLoad();
  for (const item of items) {
    const records = recordsOf(item);
    if (batch.length > 0 && !load.fits(records)) {
      batches.push(batch);
      batch = [];
      load = new BatchLoad();
    }
    batch.push(item);
    for (const record of records) load.add(record);
  }
  if (batch.length > 0) batches.push(batch);
  return batches;
};

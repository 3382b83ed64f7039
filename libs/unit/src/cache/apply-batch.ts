import { setImmediate as turn } from 'node:timers/promises';
import type { LogBatch } from '@tandem/event-log';
import type { BatchReport } from './batch-report.ts';
import { slicesOf } from './slices.ts';
import type { UnitCache } from './unit-cache.ts';

export interface ApplyOptions {
  /** Asked before each slice: another cache may have taken over meanwhile. */
  readonly cache: () => UnitCache;
  readonly now: () => number;
  /** The end below which records are read while catching up. */
  readonly liveFrom: number;
  /** Records per transaction; a few milliseconds' worth by default. */
  readonly sliceRecords?: number;
  readonly report: (report: BatchReport) => void;
}

/**
 * Applies a batch slice by slice, each with its position, and lets the process do other things in between. When it
 * rejects, the slices before are stored: go on from the cache's position.
 */
export const applyBatch = async (
  batch: LogBatch,
  { cache, now, liveFrom, sliceRecords, report }: ApplyOptions,
): Promise<void> => {
  for (const [index, slice] of slicesOf(batch, sliceRecords).entries()) {
    if (index > 0) await turn();
    report(cache().apply(slice, { now: now(), liveFrom }));
  }
};

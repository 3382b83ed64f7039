import type { LogBatch } from '@tandem/event-log';
import type { BatchReport } from './batch-report.ts';
import { slicesOf } from './slices.ts';
import type { Turns } from './turns.ts';
import type { UnitCache } from './unit-cache.ts';

export interface ApplyOptions {
  /** Asked before each slice: another cache may have taken over meanwhile. */
  readonly cache: () => UnitCache;
  /** Shared by all that apply to the caches of one unit. */
  readonly turns: Turns;
  readonly now: () => number;
  /** The end below which records are read while catching up. */
  readonly liveFrom: number;
  /** Parks what throws, instead of giving up; default false. */
  readonly salvage?: boolean;
  /** Records per transaction; a few milliseconds' worth by default. */
  readonly sliceRecords?: number;
  readonly report: (report: BatchReport) => void;
}

/**
 * Applies a batch slice by slice, each with its position and in a turn of its own. When it
 * rejects, the slices before are stored: go on from the cache's position.
 */
export const applyBatch = async (
  batch: LogBatch,
  { cache, turns, now, liveFrom, salvage = false, sliceRecords, report }: ApplyOptions,
): Promise<void> => {
  for (const slice of slicesOf(batch, sliceRecords)) {
    await turns.take();
    report(cache().apply(slice, { now: now(), liveFrom, salvage }));
  }
};

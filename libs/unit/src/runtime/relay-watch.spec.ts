import { describe, expect, it } from '@jest/globals';
import type { RelayCheckpoint } from '@tandem/contracts';
import { encodeCheckpoint } from '@tandem/event-log';
import type { LogBatch } from '@tandem/event-log';
import { RelayWatch } from './relay-watch.ts';

const checkpoint = (revision: number): RelayCheckpoint => ({
  revision,
  generation: `g${revision}`,
  partitions: {},
});

const batch = (revisions: readonly number[], from: number, endOffset: number): LogBatch => ({
  topic: 'tandem.relay',
  partition: 0,
  records: revisions.map((revision, index) => ({
    ...encodeCheckpoint(checkpoint(revision)),
    offset: from + index,
    timestamp: 0,
  })),
  nextOffset: from + revisions.length,
  endOffset,
});

describe('RelayWatch', () => {
  it('believes the last checkpoint only, once the topic was read to its end', () => {
    const watch = new RelayWatch();
    expect(watch.batch(batch([1, 2], 0, 3))).toBeNull();
    expect(watch.checkpoint).toBeNull();
    expect(watch.batch(batch([3], 2, 3))).toEqual(checkpoint(3));
    expect(watch.checkpoint).toEqual(checkpoint(3));
    expect(watch.position).toBe(3);
  });

  it('keeps what it knows when nothing, or nothing readable, is new', () => {
    const watch = new RelayWatch();
    watch.batch(batch([1], 0, 1));
    expect(watch.batch(batch([], 1, 1))).toBeNull();
    const [record] = batch([2], 1, 2).records;
    const noise = { ...batch([], 1, 2), records: [{ ...record, value: Buffer.from('{}') }], nextOffset: 2 };
    expect(watch.batch(noise as LogBatch)).toBeNull();
    expect(watch.checkpoint).toEqual(checkpoint(1));
  });

  it('reads from the start again when the topic begins anew', () => {
    const watch = new RelayWatch();
    watch.batch(batch([1], 0, 1));
    watch.restart();
    expect(watch.position).toBe(0);
  });
});

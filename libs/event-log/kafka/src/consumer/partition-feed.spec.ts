import { describe, expect, it } from '@jest/globals';
import { clientRecord, RecordingReader } from '@tandem/event-log/testing';
import { PartitionFeed } from './partition-feed.ts';
import type { FetchedBatch } from './partition-feed.ts';

const TOPIC = 'tandem.clients';

/** A batch of records from…to−1, ending there. */
const batch = (from: number, to: number, over: Partial<FetchedBatch> = {}): FetchedBatch => ({
  records: Array.from({ length: to - from }, (_, i) => ({
    ...clientRecord({ value: Buffer.from(String(from + i)) }),
    offset: from + i,
    timestamp: 0,
  })),
  firstOffset: from,
  nextOffset: to,
  endOffset: to,
  ...over,
});

const feedAt = (position: number) => {
  const reader = new RecordingReader({ [`${TOPIC}/0`]: position });
  const feed = new PartitionFeed(TOPIC, 0, reader);
  return { reader, feed, started: feed.restart() };
};

describe('PartitionFeed', () => {
  it('starts at the position of the reader', () => {
    expect(feedAt(7).started).toBe(7);
  });

  it('counts commit markers: the next offset is that of the batch, not of its last record', async () => {
    const { feed, reader } = feedAt(0);
    await feed.take(batch(0, 3, { nextOffset: 4, endOffset: 4 }));
    expect(feed.next).toBe(4);
    expect(reader.batches[0]).toMatchObject({ nextOffset: 4, endOffset: 4 });
    expect(feed.toldTheEnd).toBe(true);
  });

  it('drops records that the reader has', async () => {
    const { feed, reader } = feedAt(0);
    await feed.take(batch(0, 3));
    expect(await feed.take(batch(3, 5))).toEqual({ kind: 'taken' });
    expect(reader.values()).toEqual(['0', '1', '2', '3', '4']);
  });

  it('after a rejoin in the middle of a handler, hands over nothing twice and takes it for no jump back', async () => {
    const { feed, reader } = feedAt(0);
    await feed.take(batch(0, 2));
    let letGo = (): void => undefined;
    reader.intercept = () => new Promise((resolve) => (letGo = resolve));
    const running = feed.take(batch(2, 4));
    await Promise.resolve();
    // The reader's position is still 2, and the client is sent there.
    expect(feed.restart()).toBe(2);
    reader.intercept = () => Promise.resolve();
    letGo();
    await running;
    expect(await feed.take(batch(2, 6))).toEqual({ kind: 'taken' });
    expect(reader.values()).toEqual(['0', '1', '2', '3', '4', '5']);
  });

  it('takes a batch that begins below where the client was sent, or got to, for a jump back', async () => {
    const { feed, reader } = feedAt(100);
    expect(await feed.take(batch(0, 200))).toEqual({ kind: 'jumped-back' });
    const read = feedAt(0);
    await read.feed.take(batch(0, 10));
    expect(await read.feed.take(batch(0, 20))).toEqual({ kind: 'jumped-back' });
    expect(reader.batches).toEqual([]);
    expect(read.reader.records).toHaveLength(10);
  });

  it('takes a hole left by compaction for none', async () => {
    const { feed } = feedAt(3);
    expect(await feed.take(batch(50, 52))).toEqual({ kind: 'taken' });
  });

  it('ignores what was fetched before the client was sent elsewhere', async () => {
    const { feed, reader } = feedAt(0);
    expect(await feed.take(batch(0, 3), () => true)).toEqual({ kind: 'ignored' });
    expect(reader.batches).toEqual([]);
  });

  it('stays where it is when the reader refuses', async () => {
    const { feed, reader } = feedAt(0);
    reader.intercept = () => Promise.reject(new Error('full'));
    expect(await feed.take(batch(0, 3))).toMatchObject({ kind: 'failed', error: { message: 'full' } });
    expect(feed.next).toBe(0);
  });

  it('passes commit markers, unless records may lie before them', async () => {
    const { feed, reader } = feedAt(5);
    expect(await feed.pass(9, 10, 10)).toEqual({ kind: 'ignored' });
    expect(await feed.pass(5, 6, 6)).toEqual({ kind: 'taken' });
    expect(reader.batches).toMatchObject([{ records: [], nextOffset: 6, endOffset: 6 }]);
  });

  it('tells the end once, and not when the reader has moved on meanwhile', async () => {
    const { feed, reader } = feedAt(5);
    const { epoch } = feed;
    expect(await feed.tellEnd(4, epoch)).toEqual({ kind: 'ignored' });
    expect(await feed.tellEnd(5, epoch)).toEqual({ kind: 'taken' });
    expect(await feed.tellEnd(5, epoch)).toEqual({ kind: 'ignored' });
    feed.restart();
    expect(await feed.tellEnd(5, epoch)).toEqual({ kind: 'ignored' });
    expect(await feed.tellEnd(5, feed.epoch)).toEqual({ kind: 'taken' });
    expect(reader.batches).toHaveLength(2);
  });

  it('lets one handler run at a time, and none after close', async () => {
    const { feed, reader } = feedAt(0);
    const takes = [feed.take(batch(0, 1)), feed.pass(1, 2, 2), feed.take(batch(2, 3))];
    await Promise.all(takes);
    expect(reader.overlaps).toEqual([]);
    expect(reader.batches).toHaveLength(3);
    await feed.close();
    expect(await feed.take(batch(3, 4))).toEqual({ kind: 'ignored' });
    expect(reader.batches).toHaveLength(3);
  });
});

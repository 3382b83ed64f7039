import { describe, expect, it } from '@jest/globals';
import { decodeEventHeaders, digestAdd, EMPTY_DIGEST, partitionOf, TOPICS } from '@tandem/contracts';
import type { JournalEntry } from '@tandem/journal';
import { emptyCheckpoint } from './advance.ts';
import { planBatch } from './plan-batch.ts';
import { clientSid, created, deleted, noop, updated } from './testing/index.ts';

const SID_A = clientSid(0xa);
const SID_B = clientSid(0xb);

const PARTITIONS = 4;
const topic = TOPICS.clients.name;
const start = () => emptyCheckpoint('g1', { [topic]: PARTITIONS });
const plan = (entries: readonly JournalEntry[], over = {}) =>
  planBatch({ entries, checkpoint: start(), partitions: PARTITIONS, traceOf: () => ({}), ...over });

describe('planBatch', () => {
  const a1 = created(SID_A, 1);
  const a2 = updated(a1, 3);

  it('gives each event one record on its sid’s partition, its place also in the headers', () => {
    const { records } = plan([a1]);
    expect(records).toHaveLength(1);
    expect(records[0]).toMatchObject({ topic, key: SID_A, partition: partitionOf(SID_A, PARTITIONS) });
    expect(decodeEventHeaders(records[0]?.headers ?? {})).toMatchObject({
      ok: true,
      value: { sid: SID_A, version: 1, revision: 1, eventId: `${SID_A}-1`, previousEventId: null },
    });
    expect(records[0]?.headers['generation']).toBe('g1');
  });

  it('publishes neither the sealed readable password nor the claim', () => {
    const text = plan([a1]).records[0]?.value?.toString() ?? '';
    expect(JSON.parse(text)).not.toHaveProperty('password');
    expect(text).not.toContain('claim');
  });

  it('lets a delete be followed by a tombstone with the same headers', () => {
    const [event, tombstone] = plan([a1, noop(2), a2, deleted(a2, 4)]).records.slice(2);
    expect(JSON.parse(event?.value?.toString() ?? '')).toMatchObject({
      type: 'ClientDeleted',
      credentials: null,
    });
    expect(tombstone).toMatchObject({ value: null, key: SID_A, headers: event?.headers });
  });

  it('counts a no-op in the revision and nowhere else', () => {
    const { records, checkpoint, entries } = plan([noop(1), noop(2)]);
    expect({ records, entries }).toEqual({ records: [], entries: 2 });
    expect(checkpoint).toEqual({ ...start(), revision: 2 });
  });

  it('digests the latest version of each live sid', () => {
    const b1 = created(SID_B, 2);
    const { checkpoint } = plan([a1, b1, a2, deleted(b1, 4)]);
    const digests = checkpoint.partitions[topic] ?? [];
    const expected = digestAdd(EMPTY_DIGEST, { sid: SID_A, version: 2, eventId: `${SID_A}-2` });
    expect(digests[partitionOf(SID_A, PARTITIONS)]).toEqual(expected);
    expect(digests.reduce((sum, { count }) => sum + count, 0)).toBe(1);
  });

  it('closes a batch at the cap of records, and never between a delete and its tombstone', () => {
    const caps = { records: 2, bytesPerPartition: 1e6 };
    const a2Deleted = deleted(a1, 2);
    expect(plan([a1, a2Deleted], { caps })).toMatchObject({ entries: 1, checkpoint: { revision: 1 } });
  });

  it('closes a batch at the cap of bytes of a partition', () => {
    const entries = Array.from({ length: 50 }, (_, i) => created(clientSid(i), i + 1));
    const { records, checkpoint } = plan(entries, { caps: { records: 500, bytesPerPartition: 8000 } });
    expect(records.length).toBeLessThan(50);
    expect(checkpoint.revision).toBe(records.length);
    for (let partition = 0; partition < PARTITIONS; partition++) {
      const bytes = records
        .filter((record) => record.partition === partition)
        .reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
      expect(bytes).toBeLessThanOrEqual(8000);
    }
  });

  it('takes a single event that is larger than the cap alone, rather than none for ever', () => {
    expect(plan([a1, created(SID_B, 2)], { caps: { records: 500, bytesPerPartition: 1 } }).entries).toBe(1);
  });

  it('refuses a log with another number of partitions than the checkpoint counts', () => {
    expect(() => plan([a1], { partitions: 8 })).toThrow(
      expect.objectContaining({ code: 'LOG_MISCONFIGURED' }),
    );
  });
});

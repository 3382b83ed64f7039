import { describe, expect, it } from '@jest/globals';
import { decodeEventHeaders, digestAdd, EMPTY_DIGEST, partitionOf, TOPICS } from '@tandem/contracts';
import { applicationEvent } from '@tandem/contracts/testing';
import { MAX_BATCH_BYTES, recordSize } from '@tandem/event-log';
import type { JournalEntry, JournalEvent } from '@tandem/journal';
import { emptyCheckpoint, withAllTopics } from './advance.ts';
import { planBatch } from './plan-batch.ts';
import { clientSid, created, deleted, noop, updated } from './testing/index.ts';

const SID_A = clientSid(0xa);
const SID_B = clientSid(0xb);

const PARTITIONS = 4;
const topic = TOPICS.clients.name;
const start = () => emptyCheckpoint('g1', PARTITIONS);
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

  const onOnePartition = (count: number): readonly string[] =>
    Array.from({ length: count * PARTITIONS * 3 }, (_, i) => clientSid(i))
      .filter((sid) => partitionOf(sid, PARTITIONS) === 0)
      .slice(0, count);

  it('closes a batch never between a delete and its tombstone', () => {
    const lives = onOnePartition(300).map((sid, i) => created(sid, 2 * i + 1));
    const { records } = plan(lives.flatMap((life) => [life, deleted(life, life.revision + 1)]));
    const tombstones = records.filter(({ value }) => value === null);
    expect(records.length).toBeLessThan(900);
    expect(records.filter(({ headers }) => headers['type'] === 'ClientDeleted')).toHaveLength(
      2 * tombstones.length,
    );
  });

  it('closes a batch at the cap of bytes of a partition', () => {
    const voiceUrl = `https://example.com/${'x'.repeat(2000)}`;
    const entries = onOnePartition(400).map((sid, i) => {
      const event = created(sid, i + 1);
      return { ...event, payload: { ...event.payload, state: { ...event.payload.state, voiceUrl } } };
    });
    const { records } = plan(entries);
    expect(records.length).toBeLessThan(400);
    expect(records.reduce((sum, record) => sum + recordSize(record), 0)).toBeLessThanOrEqual(MAX_BATCH_BYTES);
  });

  it('puts each kind on its own topic, and counts each by itself', () => {
    const sid = `AP${'a'.repeat(32)}`;
    const { state } = applicationEvent();
    const payload = { ...a1.payload, changed: ['friendlyName'], state, credentials: null, password: null };
    const application: JournalEvent = {
      ...a1,
      stream: sid,
      revision: 2,
      type: 'ApplicationCreated',
      payload,
    };
    const { records, checkpoint } = plan([a1, application]);
    expect(records.map((record) => record.topic)).toEqual([topic, TOPICS.applications.name]);
    const value = JSON.parse(records[1]?.value?.toString() ?? '') as object;
    expect(value).toMatchObject({ type: 'ApplicationCreated', sid, state });
    expect(value).not.toHaveProperty('credentials');
    expect(records[1]).toMatchObject({ key: sid, partition: partitionOf(sid, PARTITIONS) });
    const counted = (name: string) => checkpoint.partitions[name]?.reduce((sum, { count }) => sum + count, 0);
    expect([counted(topic), counted(TOPICS.applications.name), counted(TOPICS.numbers.name)]).toEqual([
      1, 1, 0,
    ]);
  });

  it('goes on from a checkpoint of a time when there were Clients only', () => {
    const { partitions, ...old } = start();
    const before = { ...old, partitions: { [topic]: partitions[topic] ?? [] } };
    expect(withAllTopics(before, PARTITIONS)).toEqual(start());
    const counted = plan([a1]).checkpoint;
    expect(withAllTopics(counted, PARTITIONS)).toEqual(counted);
  });

  it('refuses a log with another number of partitions than the checkpoint counts', () => {
    expect(() => plan([a1], { partitions: 8 })).toThrow(
      expect.objectContaining({ code: 'LOG_MISCONFIGURED' }),
    );
  });
});

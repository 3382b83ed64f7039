import { describe, expect, it } from '@jest/globals';
import { EMPTY_DIGEST, TOPICS } from '@tandem/contracts';
import type { PartitionRow } from '../cache/rows.ts';
import { standings } from './received-gate.ts';

const topic = TOPICS.clients.name;
const full = { count: 3, digest: 'a'.repeat(16) };
const row = (partition: number, received: number, digest = EMPTY_DIGEST): PartitionRow => ({
  topic,
  partition,
  offset: 0,
  received,
  digest,
  unreadable: 0,
  proved: 0,
  provedIn: null,
});
const relayAt = (revision: number) => ({ revision, generation: 'g', partitions: { [topic]: [full, full] } });

describe('standings', () => {
  it('reaches a partition by having received as much, however the digests are', () => {
    const built = [row(0, 7), row(1, 6)];
    expect(standings([row(0, 7), row(1, 7)], built, null)).toEqual([
      { lane: 0, reached: true, proved: false, same: true },
      { lane: 8, reached: false, proved: false, same: true },
    ]);
  });

  it('does not reach a partition of which nothing was read', () => {
    expect(standings([row(0, 7)], [], relayAt(9))).toEqual([
      { lane: 0, reached: false, proved: false, same: false },
    ]);
  });

  it('is proved by the digest of a relay that was as far as the serving cache', () => {
    expect(standings([row(0, 7)], [row(0, 5, full)], relayAt(7))).toEqual([
      { lane: 0, reached: true, proved: true, same: false },
    ]);
  });

  it('is the same where count and digest are', () => {
    const same = (built: PartitionRow): boolean | undefined =>
      standings([row(0, 7, full)], [built], null)[0]?.same;
    expect(same(row(0, 3, full))).toBe(true);
    expect(same(row(0, 7, { ...full, count: 4 }))).toBe(false);
    expect(same(row(0, 7, { ...full, digest: 'b'.repeat(16) }))).toBe(false);
  });

  it.each([
    ['a relay that was not as far', relayAt(6), full],
    ['another digest', relayAt(7), { ...full, digest: 'b'.repeat(16) }],
    ['another count', relayAt(7), { ...full, count: 2 }],
  ])('is not proved by %s', (_what, relay, digest) => {
    expect(standings([row(0, 7)], [row(0, 5, digest)], relay)[0]?.proved).toBe(false);
  });
});

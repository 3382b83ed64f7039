import { describe, expect, it } from '@jest/globals';
import { partitionOf } from './index.ts';

// Vectors of Apache Kafka's UtilsTest.testMurmur2, reduced as the default partitioner does.
const POSITIVE = 0x7fffffff;
const vectors: readonly [string, number][] = [
  ['21', -973932308],
  ['foobar', -790332482],
  ['a-little-bit-long-string', -985981536],
  ['a-little-bit-longer-string', -1486304829],
  ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
];

describe('partitionOf', () => {
  it.each(vectors)('agrees with Kafka for %j', (key, hash) => {
    expect(partitionOf(key, 1 << 30)).toBe((hash & POSITIVE) % (1 << 30));
  });
});

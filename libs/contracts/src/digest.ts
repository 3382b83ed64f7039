import { hash } from 'node:crypto';
import type { Sid } from '@tandem/kernel';

const MASK = (1n << 64n) - 1n;

/** One resource's part in a partition's digest. */
export interface DigestElement {
  readonly sid: Sid;
  readonly version: number;
  readonly eventId: string;
}

/** Count and digest of the latest versions of all live resources of a partition (design §2d). */
export interface PartitionDigest {
  readonly count: number;
  /** Unsigned 64-bit sum as 16 hexadecimal digits. */
  readonly digest: string;
}

export const EMPTY_DIGEST: PartitionDigest = { count: 0, digest: '0'.repeat(16) };

/** The first 64 bits of SHA-256 over the element; content counts through eventId. */
const hash64 = ({ sid, version, eventId }: DigestElement): bigint =>
  hash('sha256', `${sid}\n${version}\n${eventId}`, 'buffer').readBigUInt64BE(0);

const shifted = (from: PartitionDigest, by: bigint, count: number): PartitionDigest => ({
  count: from.count + count,
  digest: ((BigInt(`0x${from.digest}`) + by) & MASK).toString(16).padStart(16, '0'),
});

/** Adds a live resource's element. The sum is commutative: any order gives the same digest. */
export const digestAdd = (to: PartitionDigest, element: DigestElement): PartitionDigest =>
  shifted(to, hash64(element), 1);

/** Takes an element out, as its resource moved on to another version or was deleted. */
export const digestRemove = (from: PartitionDigest, element: DigestElement): PartitionDigest =>
  shifted(from, -hash64(element), -1);

import { hash, timingSafeEqual } from 'node:crypto';
import type { DigestAlgorithm } from './policy.ts';

const SCRATCH_BYTES = 4096;
const scratch = Buffer.alloc(SCRATCH_BYTES);

const HASH_NAME: Readonly<Record<DigestAlgorithm, string>> = { MD5: 'md5', 'SHA-256': 'sha256' };

/**
 * Hashes the octets of a latin1 string in one shot, as lower-case hexadecimal. Message texts are octets kept as
 * latin1; hashing the string itself would hash its UTF-8 form.
 */
export const hashLatin1 = (algorithm: DigestAlgorithm, text: string): string => {
  const name = HASH_NAME[algorithm];
  if (text.length > SCRATCH_BYTES) return hash(name, Buffer.from(text, 'latin1'));
  return hash(name, scratch.subarray(0, scratch.write(text, 'latin1')));
};

const COMPARED_BYTES = 64;
const left = Buffer.alloc(COMPARED_BYTES);
const right = Buffer.alloc(COMPARED_BYTES);

/**
 * Compares two hexadecimal digests in a time that does not tell how much of them is equal; a difference in length
 * is no secret.
 */
export const sameDigest = (expected: string, given: string): boolean => {
  if (expected.length !== given.length || expected.length > COMPARED_BYTES) return false;
  left.write(expected, 'latin1');
  right.write(given, 'latin1');
  return timingSafeEqual(left.subarray(0, expected.length), right.subarray(0, expected.length));
};

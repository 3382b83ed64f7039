import type { Random } from './random.ts';

/** The two letters that say what a sid names. */
export type SidPrefix = 'AC' | 'CL' | 'AP' | 'PN' | 'CA' | 'SM' | 'NO' | 'KY' | 'WH';

/** A resource's identifier: two letters and 32 lower-case hexadecimal digits. */
export type Sid = string;

const SID = /^[A-Z]{2}[0-9a-f]{32}$/;
const SID_BYTES = 16;

/** A fresh sid with 128 random bits. */
export const newSid = (prefix: SidPrefix, random: Random): Sid =>
  prefix + random.bytes(SID_BYTES).toString('hex');

/** A sid made of the first 16 bytes of a digest, for creations that must be repeatable (Idempotency-Key). */
export const sidFromDigest = (prefix: SidPrefix, digest: Buffer): Sid =>
  prefix + digest.subarray(0, SID_BYTES).toString('hex');

/** Whether `text` has a sid's form with this prefix; says nothing about existence. */
export const isSid = (text: string, prefix?: SidPrefix): boolean =>
  SID.test(text) && (prefix === undefined || text.startsWith(prefix));

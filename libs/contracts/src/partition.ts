const SEED = 0x9747b28c;
const M = 0x5bd1e995;
const R = 24;
const POSITIVE = 0x7fffffff;

const mix = (value: number): number => {
  const k = Math.imul(value, M);
  return Math.imul(k ^ (k >>> R), M);
};

/** MurmurHash2 as Kafka's own default partitioner computes it, so that any producer agrees on a key's partition. */
const murmur2 = (data: Buffer): number => {
  let h = SEED ^ data.length;
  const whole = data.length & ~3;
  for (let i = 0; i < whole; i += 4) h = Math.imul(h, M) ^ mix(data.readInt32LE(i));
  const rest = data.length - whole;
  if (rest > 2) h ^= data.readUInt8(whole + 2) << 16;
  if (rest > 1) h ^= data.readUInt8(whole + 1) << 8;
  if (rest > 0) h = Math.imul(h ^ data.readUInt8(whole), M);
  h = Math.imul(h ^ (h >>> 13), M);
  return h ^ (h >>> 15);
};

/** The partition of a key among `count`: murmur2, sign bit cleared, modulo (Kafka's DefaultPartitioner). */
export const partitionOf = (key: string, count: number): number =>
  (murmur2(Buffer.from(key)) & POSITIVE) % count;

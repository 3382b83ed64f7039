import { randomBytes } from 'node:crypto';

/** Randomness as a port. */
export interface Random {
  /** `count` bytes, unpredictable in production. */
  bytes(count: number): Buffer;
  /** A number in [0, 1). */
  float(): number;
}

const FLOAT_BITS = 48;

export const systemRandom: Random = {
  bytes: (count) => randomBytes(count),
  float: () => randomBytes(6).readUIntBE(0, 6) / 2 ** FLOAT_BITS,
};

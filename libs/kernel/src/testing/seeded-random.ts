import type { Random } from '../random.ts';

/** A repeatable source (mulberry32), for tests and simulations that print their seed. */
export const seededRandom = (seed: number): Random => {
  let state = seed >>> 0;
  const float = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  return {
    float,
    bytes: (count) => Buffer.from(Array.from({ length: count }, () => Math.floor(float() * 256))),
  };
};

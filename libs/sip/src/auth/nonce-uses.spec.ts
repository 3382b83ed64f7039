import { describe, expect, it } from '@jest/globals';
import { NonceUses } from './nonce-uses.ts';

const T0 = 1_000_000_000;
const use = (id: number, nc: number | undefined = 1, issuedAt = T0) => ({ id, nc, issuedAt });

describe('NonceUses', () => {
  it('takes nc=1 of a nonce not seen here while it is younger than 30 s', () => {
    const uses = new NonceUses();
    expect(uses.judge(use(1), T0 + 29_999)).toBe('first');
    expect(uses.judge(use(1), T0 + 30_000)).toBe('replayed');
  });

  it('does not take a later count of a nonce whose first use another unit saw', () => {
    expect(new NonceUses().judge(use(1, 2), T0)).toBe('replayed');
  });

  it('takes reuse with a rising count where the first use was seen, gaps included', () => {
    const uses = new NonceUses();
    uses.record(use(1, 1), T0);
    expect(uses.judge(use(1, 2), T0 + 200_000)).toBe('reused');
    uses.record(use(1, 2), T0);
    expect(uses.judge(use(1, 7), T0)).toBe('reused');
  });

  it('calls an equal or lower count a replay', () => {
    const uses = new NonceUses();
    uses.record(use(1, 3), T0);
    expect(uses.judge(use(1, 3), T0)).toBe('replayed');
    expect(uses.judge(use(1, 1), T0)).toBe('replayed');
  });

  it('lets a nonce without qop serve once', () => {
    const uses = new NonceUses();
    expect(uses.judge(use(1, undefined), T0)).toBe('first');
    uses.record({ id: 1, nc: undefined, issuedAt: T0 }, T0);
    expect(uses.judge({ id: 1, nc: undefined, issuedAt: T0 }, T0)).toBe('replayed');
    expect(uses.judge(use(1, 5), T0)).toBe('replayed');
  });

  it('spends nothing by judging', () => {
    const uses = new NonceUses();
    uses.judge(use(1), T0);
    expect(uses.judge(use(1), T0)).toBe('first');
    expect(uses.size).toBe(0);
  });

  it('never holds more than its capacity', () => {
    const uses = new NonceUses({ capacity: 100 });
    for (let id = 0; id < 10_000; id++) uses.record(use(id, 1, T0 + id), T0 + id);
    expect(uses.size).toBeLessThanOrEqual(100);
    expect(uses.size).toBeGreaterThanOrEqual(50);
  });

  it('does not take a forgotten nonce as new: what was as old as it counts as used', () => {
    const uses = new NonceUses({ capacity: 4 });
    for (let id = 0; id < 6; id++) uses.record(use(id, 1, T0 + id), T0 + id);
    expect(uses.judge(use(0, 1, T0), T0 + 10)).toBe('replayed');
    expect(uses.judge(use(1, 1, T0 + 1), T0 + 10)).toBe('replayed');
    expect(uses.judge(use(99, 1, T0 + 9), T0 + 10)).toBe('first');
  });

  it('forgets by age too: two generations of five minutes', () => {
    const uses = new NonceUses();
    uses.record(use(1), T0);
    uses.record(use(2, 1, T0 + 300_000), T0 + 300_000);
    expect(uses.size).toBe(2);
    uses.record(use(3, 1, T0 + 600_000), T0 + 600_000);
    expect(uses.size).toBe(2);
  });
});

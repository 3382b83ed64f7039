import { describe, expect, it } from '@jest/globals';
import { EMPTY_DIGEST } from '@tandem/contracts';
import type { MetMark } from '../cache/batch-report.ts';
import { Divergence } from './divergence.ts';

const MINUTE = 60_000;

const mark = (lane: number, verdict: MetMark['verdict']): MetMark => ({
  lane,
  verdict,
  own: EMPTY_DIGEST,
  mark: { revision: 1, generation: 'g', ...EMPTY_DIGEST },
});

describe('Divergence', () => {
  it('holds from the first mark that differs until each partition is proved again', () => {
    const divergence = new Divergence();
    expect(divergence.meet(mark(0, 'differs'))).toBe(true);
    expect(divergence.meet(mark(0, 'differs'))).toBe(false);
    divergence.meet(mark(1, 'differs'));
    expect(divergence.meet(mark(0, 'proved'))).toBe(true);
    expect(divergence.meet(mark(1, 'passed'))).toBe(false);
    expect(divergence.holds).toBe(true);
    divergence.meet(mark(1, 'proved'));
    expect(divergence.holds).toBe(false);
  });

  it('asks for one rebuild at once, then for others after growing pauses', () => {
    const divergence = new Divergence();
    expect(divergence.rebuild(0)).toBe(false);
    divergence.meet(mark(0, 'differs'));
    const asked = Array.from({ length: 200 }, (_, minute) => minute).filter((minute) =>
      divergence.rebuild(minute * MINUTE),
    );
    expect(asked).toEqual([0, 5, 15, 35, 75, 155]);
  });

  it('begins at once again a day later', () => {
    const divergence = new Divergence();
    divergence.meet(mark(0, 'differs'));
    for (const minute of [0, 5, 15]) divergence.rebuild(minute * MINUTE);
    const later = 15 * MINUTE + 24 * 60 * MINUTE;
    expect([later, later + 5 * MINUTE].map((at) => divergence.rebuild(at))).toEqual([true, true]);
  });
});

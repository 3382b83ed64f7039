import { describe, expect, it } from '@jest/globals';
import { TimerWheel } from './timer-wheel.ts';

const T0 = 1_700_000_000_050;
const firedBy = <T>(wheel: TimerWheel<T>, now: number): T[] => {
  const fired: T[] = [];
  wheel.advance(now, (item) => fired.push(item));
  return fired;
};

describe('TimerWheel', () => {
  it('fires never early and at most one slot late', () => {
    const wheel = new TimerWheel<number>(T0, 100, 5000);
    const dues = Array.from({ length: 50 }, (_, i) => T0 + i * 97);
    for (const due of dues) wheel.schedule(due, due);
    const firedAt = new Map<number, number>();
    for (let now = T0; now <= T0 + 6000; now += 10) {
      for (const due of firedBy(wheel, now)) firedAt.set(due, now);
    }
    expect(firedAt.size).toBe(50);
    for (const [due, now] of firedAt) {
      expect(now).toBeGreaterThanOrEqual(due);
      expect(now - due).toBeLessThanOrEqual(110);
    }
  });

  it('fires each thing once', () => {
    const wheel = new TimerWheel<string>(T0, 100, 1000);
    wheel.schedule('a', T0 + 500);
    expect(firedBy(wheel, T0 + 700)).toEqual(['a']);
    expect(firedBy(wheel, T0 + 60_000)).toEqual([]);
  });

  it('fires what is overdue already with the next slot', () => {
    const wheel = new TimerWheel<string>(T0, 100, 1000);
    wheel.schedule('late', T0 - 5000);
    expect(firedBy(wheel, T0 + 100)).toEqual(['late']);
  });

  it('may be given more while it fires', () => {
    const wheel = new TimerWheel<number>(T0, 100, 1000);
    wheel.schedule(1, T0 + 100);
    const fired: number[] = [];
    for (let now = T0; now <= T0 + 2000; now += 100) {
      wheel.advance(now, (item) => {
        fired.push(item);
        if (item < 4) wheel.schedule(item + 1, now + 200);
      });
    }
    expect(fired).toEqual([1, 2, 3, 4]);
  });

  it('fires everything when the clock jumped far ahead, and stands still when it jumped back', () => {
    const wheel = new TimerWheel<string>(T0, 100, 1000);
    wheel.schedule('a', T0 + 900);
    expect(firedBy(wheel, T0 + 86_400_000)).toEqual(['a']);
    wheel.schedule('b', T0 + 86_400_500);
    expect(firedBy(wheel, T0)).toEqual([]);
    expect(firedBy(wheel, T0 + 86_401_000)).toEqual(['b']);
  });
});

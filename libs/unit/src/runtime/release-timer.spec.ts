import { afterEach, describe, expect, it } from '@jest/globals';
import { ManualClock } from '@tandem/kernel/testing';
import { waitFor } from '@tandem/testing';
import { ReleaseTimer } from './release-timer.ts';

describe('ReleaseTimer', () => {
  let timer: ReleaseTimer | undefined;
  afterEach(() => timer?.stop());

  const setUp = (dues: number[]) => {
    const clock = new ManualClock(1000);
    const seen = { released: [] as number[], back: [] as number[][], failures: 0, failing: false };
    timer = new ReleaseTimer({
      clock,
      nextDue: () => dues[0] ?? null,
      release: (now) => {
        if (seen.failing) throw new Error('no room');
        const [due] = dues;
        if (due === undefined || due > now) return 0;
        dues.shift();
        seen.released.push(due);
        return 1;
      },
      clockWentBack: (from, now) => seen.back.push([from, now]),
      failed: () => (seen.failures += 1),
    });
    return { clock, seen, timer };
  };

  it('releases slice after slice what is due, then waits for the next', async () => {
    const { clock, seen, timer: subject } = setUp([900, 1000, 1030]);
    subject.plan();
    await waitFor(() => seen.released.length === 2);
    expect(seen.released).toEqual([900, 1000]);
    clock.advance(30);
    await waitFor(() => seen.released.length === 3);
  });

  it('looks at the clock at least every second, so that a step forward releases', async () => {
    const { clock, seen, timer: subject } = setUp([10_000_000]);
    subject.plan();
    clock.jump(20_000_000);
    await waitFor(() => seen.released.length === 1);
  });

  it('tells when the clock went back', () => {
    const { clock, seen, timer: subject } = setUp([10_000]);
    subject.plan();
    clock.jump(-400);
    subject.plan();
    expect(seen.back).toEqual([[1000, 600]]);
  });

  it('tries again after a failure', async () => {
    const { seen, timer: subject } = setUp([500]);
    seen.failing = true;
    subject.plan();
    await waitFor(() => seen.failures === 1);
    seen.failing = false;
    await waitFor(() => seen.released.length === 1);
  });

  it('does nothing any more once it is stopped', async () => {
    const { seen, timer: subject } = setUp([500]);
    subject.plan();
    subject.stop();
    subject.plan();
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(seen.released).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import type { JournalEntry } from '@tandem/journal';
import { JournalTail } from './journal-tail.ts';

const never = new AbortController().signal;

const journalOf = (head: number) => {
  const state = { head, reads: [] as number[] };
  const readFrom = async (from: number, limit: number): Promise<readonly JournalEntry[]> => {
    state.reads.push(from);
    const count = Math.max(0, Math.min(limit, state.head - from + 1));
    return Array.from({ length: count }, (_, at) => ({ kind: 'noop', revision: from + at }));
  };
  return { state, tail: new JournalTail({ readFrom }) };
};

const revisions = async (tail: JournalTail, from: number): Promise<readonly number[]> =>
  (await tail.read(from)).map(({ revision }) => revision);

describe('JournalTail', () => {
  it('reads once for all who follow', async () => {
    const { state, tail } = journalOf(3);
    const both = await Promise.all([revisions(tail, 1), revisions(tail, 1)]);
    expect(both).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect(await revisions(tail, 2)).toEqual([2, 3]);
    expect(state.reads).toEqual([1]);
    state.head = 4;
    expect(await revisions(tail, 4)).toEqual([4]);
    expect(await revisions(tail, 3)).toEqual([3, 4]);
    expect(state.reads).toEqual([1, 4]);
  });

  it('serves whoever is behind what it keeps, or ahead of it', async () => {
    const { state, tail } = journalOf(20_000);
    for (let from = 8000; from <= 15_000; from += 500) await tail.read(from);
    expect((await revisions(tail, 1))[0]).toBe(1);
    expect((await revisions(tail, 19_999)).length).toBe(2);
    const before = state.reads.length;
    expect((await revisions(tail, 12_345))[0]).toBe(12_345);
    expect(state.reads).toHaveLength(before);
    expect((await revisions(tail, 15_500))[0]).toBe(15_500);
  });

  it('has nothing where there is nothing yet, also for those who wait for another place', async () => {
    const { tail } = journalOf(0);
    expect(await Promise.all([revisions(tail, 1), revisions(tail, 7)])).toEqual([[], []]);
  });

  it('loses no wake between reading and waiting', async () => {
    const { tail } = journalOf(0);
    const { wakes } = tail;
    await tail.read(1);
    tail.wake();
    await tail.wait({ wakes, ms: 60_000, signal: never });
    const waiting = tail.wait({ wakes: tail.wakes, ms: 60_000, signal: never });
    tail.wake();
    await waiting;
  });

  it('waits no longer than it is told to', async () => {
    const { tail } = journalOf(0);
    await tail.wait({ wakes: tail.wakes, ms: 1, signal: never });
    await tail.wait({ wakes: tail.wakes, ms: 60_000, signal: AbortSignal.abort() });
  });
});

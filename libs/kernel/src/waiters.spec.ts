import { describe, expect, it } from '@jest/globals';
import { Waiters } from './waiters.ts';

const LONG = 60_000;

describe('Waiters', () => {
  const setUp = () => {
    const waiters = new Waiters<number>();
    let at = 0;
    let asked = 0;
    const wait = (about: number, ms = LONG, signal?: AbortSignal) =>
      waiters.wait({ about, done: () => ((asked += 1), at >= about), ms, signal });
    const advance = (to: number, may = (about: number) => about <= to): void => {
      at = to;
      waiters.check(may);
    };
    return { waiters, wait, advance, asked: () => asked };
  };

  it('lets those go for whom it has become true', async () => {
    const { waiters, wait, advance } = setUp();
    const [first, second] = [wait(5), wait(9)];
    advance(5);
    await first;
    expect(waiters.count).toBe(1);
    advance(9);
    await second;
    expect(waiters.count).toBe(0);
  });

  it('asks nobody who cannot have what they wait for', () => {
    const { waiters, wait, advance, asked } = setUp();
    void wait(5);
    advance(9, () => false);
    expect([waiters.count, asked()]).toEqual([1, 1]);
    advance(9);
    expect([waiters.count, asked()]).toEqual([0, 2]);
  });

  it('does not wait for what is done, nor when there is no time', async () => {
    const { wait, advance } = setUp();
    advance(5);
    await wait(5);
    await wait(9, 0);
  });

  it('ends with the time, and when the caller has gone', async () => {
    const { waiters, wait } = setUp();
    await wait(5, 10);
    const caller = new AbortController();
    const waiting = wait(5, LONG, caller.signal);
    caller.abort();
    await waiting;
    await wait(5, LONG, caller.signal);
    expect(waiters.count).toBe(0);
  });
});

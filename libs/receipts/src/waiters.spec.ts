import { describe, expect, it } from '@jest/globals';
import { Waiters } from './waiters.ts';

const LONG = 60_000;

describe('Waiters', () => {
  const setUp = () => {
    const waiters = new Waiters();
    let at = 0;
    const wait = (revision: number, ms = LONG, signal?: AbortSignal) =>
      waiters.wait({ partition: 3, revision, done: () => at >= revision, ms, signal });
    const advance = (revision: number, partition = 3): void => {
      at = revision;
      waiters.check((moved, wanted) => moved === partition && wanted <= revision);
    };
    return { waiters, wait, advance };
  };

  it('lets those go whose revision was reached', async () => {
    const { waiters, wait, advance } = setUp();
    const [first, second] = [wait(5), wait(9)];
    advance(5);
    await first;
    expect(waiters.count).toBe(1);
    advance(9);
    await second;
    expect(waiters.count).toBe(0);
  });

  it('asks nobody whose partition did not move', () => {
    const { waiters, wait, advance } = setUp();
    void wait(5);
    advance(9, 4);
    expect(waiters.count).toBe(1);
    advance(9);
    expect(waiters.count).toBe(0);
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

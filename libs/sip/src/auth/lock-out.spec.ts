import { describe, expect, it } from '@jest/globals';
import { LockOut } from './lock-out.ts';

const MINUTE = 60_000;
const T0 = 1_000_000_000;

const failTimes = (lock: LockOut, times: number, now = T0): void => {
  for (let i = 0; i < times; i++) lock.failed('192.0.2.1', 'alice', now);
};

describe('LockOut', () => {
  it('locks a login from one address at its tenth failure within five minutes', () => {
    const lock = new LockOut();
    failTimes(lock, 9);
    expect(lock.isLocked('192.0.2.1', 'alice', T0)).toBe(false);
    failTimes(lock, 1);
    expect(lock.isLocked('192.0.2.1', 'alice', T0)).toBe(true);
  });

  it('never locks the login for other addresses, nor other logins of the address', () => {
    const lock = new LockOut();
    failTimes(lock, 10);
    expect(lock.isLocked('192.0.2.2', 'alice', T0)).toBe(false);
    expect(lock.isLocked('192.0.2.1', 'bob', T0)).toBe(false);
  });

  it('does not add up failures that are more than five minutes apart', () => {
    const lock = new LockOut();
    failTimes(lock, 9);
    failTimes(lock, 9, T0 + 5 * MINUTE);
    expect(lock.isLocked('192.0.2.1', 'alice', T0 + 5 * MINUTE)).toBe(false);
  });

  it('backs off: each failure behind a lock locks twice as long, up to 15 minutes', () => {
    const lock = new LockOut();
    failTimes(lock, 10);
    let now = T0;
    for (const minutes of [1, 2, 4, 8, 15, 15]) {
      expect(lock.isLocked('192.0.2.1', 'alice', now + minutes * MINUTE - 1)).toBe(true);
      now += minutes * MINUTE;
      expect(lock.isLocked('192.0.2.1', 'alice', now)).toBe(false);
      failTimes(lock, 1, now);
    }
  });

  it('does not lengthen a lock by what is tried during it', () => {
    const lock = new LockOut();
    failTimes(lock, 30);
    expect(lock.isLocked('192.0.2.1', 'alice', T0 + MINUTE)).toBe(false);
  });

  it('forgets the failures of a login that succeeds', () => {
    const lock = new LockOut();
    failTimes(lock, 9);
    lock.succeeded('192.0.2.1', 'alice');
    failTimes(lock, 9);
    expect(lock.isLocked('192.0.2.1', 'alice', T0)).toBe(false);
  });

  it('locks a whole address at a hundred times as many failures', () => {
    const lock = new LockOut();
    for (let i = 0; i < 999; i++) lock.failed('192.0.2.1', `user${i}`, T0);
    expect(lock.isLocked('192.0.2.1', 'someone', T0)).toBe(false);
    lock.failed('192.0.2.1', 'user999', T0);
    expect(lock.isLocked('192.0.2.1', 'someone', T0)).toBe(true);
    expect(lock.isLocked('192.0.2.2', 'someone', T0)).toBe(false);
  });

  it('keeps its memory bounded whatever is tried', () => {
    const lock = new LockOut({ capacity: 100 });
    for (let i = 0; i < 5000; i++) lock.failed(`192.0.2.${i % 250}`, `user${i}`, T0);
    expect(lock.size).toBeLessThanOrEqual(200);
  });
});

import { describe, expect, it } from '@jest/globals';
import { waitFor } from './wait-for.ts';

describe('waitFor', () => {
  it('gives the first truthy value of the condition', async () => {
    let calls = 0;
    const value = await waitFor(() => ++calls === 3 && `call ${calls}`, { intervalMs: 1 });
    expect(value).toBe('call 3');
  });

  it('takes a throw as "not yet"', async () => {
    let calls = 0;
    const value = await waitFor(
      async () => {
        expect(++calls).toBe(2);
        return true;
      },
      { intervalMs: 1 },
    );
    expect(value).toBe(true);
  });

  it('says what it waited for, and the last error, when the time is up', async () => {
    const waiting = waitFor(() => Promise.reject(new RangeError('still 3')), {
      timeoutMs: 20,
      intervalMs: 1,
      what: 'four',
    });
    await expect(waiting).rejects.toMatchObject({
      code: 'WAIT_TIMEOUT',
      message: 'waited 20 ms for four (last: still 3)',
      cause: expect.any(RangeError),
    });
  });

  it('cuts off an attempt that hangs', async () => {
    const waiting = waitFor(() => new Promise<never>(() => undefined), { timeoutMs: 20 });
    await expect(waiting).rejects.toMatchObject({ code: 'WAIT_TIMEOUT' });
  });
});

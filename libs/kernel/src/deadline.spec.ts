import { describe, expect, it } from '@jest/globals';
import { withDeadline } from './index.ts';

describe('withDeadline', () => {
  it('passes the value through', async () => {
    await expect(withDeadline(Promise.resolve(7), 1000, 'the sum')).resolves.toBe(7);
  });

  it('passes the failure through', async () => {
    await expect(withDeadline(Promise.reject(new Error('broken')), 1000, 'the sum')).rejects.toThrow(
      'broken',
    );
  });

  it('rejects with TIMED_OUT, naming what was waited for', async () => {
    await expect(withDeadline(new Promise(() => undefined), 5, 'the sum')).rejects.toMatchObject({
      code: 'TIMED_OUT',
      message: 'the sum did not finish within 5 ms',
    });
  });
});

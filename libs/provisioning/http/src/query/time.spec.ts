import { describe, expect, it } from '@jest/globals';
import { parseTime } from './time.ts';

describe('a time in a query', () => {
  it('is a whole day in UTC, or one millisecond', () => {
    const midnight = Date.UTC(2026, 1, 28);
    expect(parseTime('2026-02-28')).toEqual({ from: midnight, before: midnight + 86_400_000 });
    const noon = Date.UTC(2026, 1, 28, 12);
    for (const text of ['2026-02-28T12:00Z', '2026-02-28T12:00:00.000Z', '2026-02-28T14:00:00+02:00']) {
      expect(parseTime(text)).toEqual({ from: noon, before: noon + 1 });
    }
  });

  it.each([
    '',
    '2026-02-30',
    '2026-13-01',
    '2026-02-30T00:00:00Z',
    '2026-02-28T25:00:00Z',
    '2026-02-28T12:00:00',
    '28.02.2026',
    '2026-2-8',
    'yesterday',
    '2026-02-28T12:00:00 02:00',
  ])('is not %j', (text) => {
    expect(parseTime(text)).toBeNull();
  });
});

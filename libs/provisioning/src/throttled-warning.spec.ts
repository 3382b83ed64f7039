import { expect, it } from '@jest/globals';
import { ManualClock } from '@tandem/kernel/testing';
import { silentLogger } from '@tandem/telemetry';
import { throttledWarning } from './throttled-warning.ts';

it('says the first at once, then one in ten seconds with the number of those left out', () => {
  const clock = new ManualClock();
  const lines: unknown[] = [];
  const warn = throttledWarning(
    { ...silentLogger, warn: (message, fields) => lines.push([message, fields]) },
    clock,
    'something is wrong',
  );
  warn({ sid: 'a' });
  warn({ sid: 'b' });
  clock.advance(9999);
  warn({ sid: 'c' });
  clock.advance(1);
  warn({ sid: 'd' });
  expect(lines).toEqual([
    ['something is wrong', { sid: 'a', omitted: 0 }],
    ['something is wrong', { sid: 'd', omitted: 2 }],
  ]);
});

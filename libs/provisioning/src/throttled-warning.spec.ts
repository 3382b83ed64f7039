import { expect, it } from '@jest/globals';
import { ManualClock } from '@tandem/kernel/testing';
import { recordingLogger } from '@tandem/telemetry/testing';
import { throttledWarning } from './throttled-warning.ts';

it('says the first at once, then one in ten seconds with the number of those left out', () => {
  const clock = new ManualClock();
  const logger = recordingLogger();
  const warn = throttledWarning(logger, clock, 'something is wrong');
  warn({ sid: 'a' });
  warn({ sid: 'b' });
  clock.advance(9999);
  warn({ sid: 'c' });
  clock.advance(1);
  warn({ sid: 'd' });
  expect(logger.lines.map(({ fields }) => fields)).toEqual([
    { sid: 'a', omitted: 0 },
    { sid: 'd', omitted: 2 },
  ]);
});

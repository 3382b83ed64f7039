import { afterEach, expect, it } from '@jest/globals';
import { silenceTimeoutNegativeWarning } from './timeout-negative-warning.ts';

const original = process.emitWarning.bind(process);

afterEach(() => {
  process.emitWarning = original;
});

it('silences TimeoutNegativeWarning, however it is given, and no other', () => {
  const seen: unknown[] = [];
  process.emitWarning = (...args: unknown[]) => void seen.push(args[0]);
  silenceTimeoutNegativeWarning();
  silenceTimeoutNegativeWarning();

  process.emitWarning('-1 is a negative number', 'TimeoutNegativeWarning');
  process.emitWarning('-1 is a negative number', { type: 'TimeoutNegativeWarning' });
  process.emitWarning(Object.assign(new Error('-1'), { name: 'TimeoutNegativeWarning' }));
  process.emitWarning('2**40 does not fit', 'TimeoutOverflowWarning');
  process.emitWarning('old', { type: 'DeprecationWarning' });
  process.emitWarning('plain');
  expect(seen).toEqual(['2**40 does not fit', 'old', 'plain']);
});

import { describe, expect, it } from '@jest/globals';
import { e164 } from './phone-number.ts';

describe('e164', () => {
  it.each([
    ['+15105551234', '+15105551234'],
    ['15105551234', '+15105551234'],
    [' 15105551234', '+15105551234'],
    ['+1 (510) 555-1234', '+15105551234'],
    ['+43 1 58058-0', '+431580580'],
    ['+44 (0)20 7946 0958', '+442079460958'],
  ])('writes %j as %s', (text, number) => {
    expect(e164(text)).toBe(number);
  });

  it.each([
    '',
    '+',
    '411',
    '5551234',
    '+1510555',
    '+151055512345678901',
    '(510) 555-1234',
    'alice',
    '+15105551234x5',
  ])('knows no number %j', (text) => {
    expect(e164(text)).toBeNull();
  });
});

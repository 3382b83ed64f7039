import { describe, expect, it } from '@jest/globals';
import { parseCommand } from './dead-letter-arguments.ts';

describe('the arguments of npm run dead-letters', () => {
  it.each([
    [['list'], { command: 'list', json: false }],
    [['list', '--json'], { command: 'list', json: true }],
    [['show', 'cp-1/t/0/1'], { command: 'show', key: 'cp-1/t/0/1' }],
    [
      ['replay', 'k', '--unit', 'http://127.0.0.1:8181'],
      { command: 'replay', key: 'k', unit: new URL('http://127.0.0.1:8181') },
    ],
  ])('%j', (args, value) => {
    expect(parseCommand(args)).toEqual({ ok: true, value });
  });

  it.each([
    [[], /give a command/],
    [['lists'], /give a command/],
    [['list', 'x'], /give a command/],
    [['show'], /needs the KEY/],
    [['show', 'a', 'b'], /nothing to do with "b"/],
    [['replay', 'k'], /needs --unit/],
    [['replay', 'k', '--unit', 'nonsense'], /needs --unit/],
    [['list', '--force'], /force/],
  ])('refuses %j', (args, error) => {
    expect(parseCommand(args)).toEqual({ ok: false, error: expect.stringMatching(error) });
  });
});

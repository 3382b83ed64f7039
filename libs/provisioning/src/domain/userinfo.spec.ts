import { describe, expect, it } from '@jest/globals';
import { isUserinfo } from './userinfo.ts';

describe('userinfo of RFC 2396', () => {
  it.each([
    'alice',
    'Alice-01_x.y!z~*',
    "o'hara",
    '(a)',
    'a;b&c=d+e$f,g',
    '%41lice',
    'a%40b',
    '+15551234',
    '1',
  ])('takes %j', (text) => {
    expect(isUserinfo(text)).toBe(true);
  });

  it.each([
    ['a colon, which cannot be in a digest user name', 'a:b'],
    ['an escaped colon', 'a%3Ab'],
    ['an at sign', 'alice@example.com'],
    ['a space', 'a b'],
    ['a slash', 'a/b'],
    ['a question mark', 'a?b'],
    ['a hash', 'a#b'],
    ['brackets', '[a]'],
    ['half an escape', 'a%4'],
    ['a bare percent sign', '100%'],
    ['an escape that is not hexadecimal', 'a%zz'],
    ['an escaped NUL', 'a%00'],
    ['an escaped line break', 'a%0d%0A'],
    ['an escaped DEL', 'a%7f'],
    ['letters beyond ASCII', 'älice'],
    ['a line break', 'alice\n'],
    ['a double quote', '"alice"'],
    ['angle brackets', '<alice>'],
    ['a backslash', 'a\\b'],
  ])('refuses %s', (_what, text) => {
    expect(isUserinfo(text)).toBe(false);
  });
});

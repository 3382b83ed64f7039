import { describe, expect, it } from '@jest/globals';
import { isHttpUrl } from './http-url.ts';

describe('isHttpUrl', () => {
  it.each([
    'http://example.com',
    'https://example.com/voice?a=1&b=%20#top',
    'HTTPS://EXAMPLE.COM/',
    'http://127.0.0.1:8080/rcml',
    'http://[::1]/rcml',
    'http://user:secret@example.com/',
    'http://bücher.example/',
  ])('takes %s', (url) => {
    expect(isHttpUrl(url)).toBe(true);
  });

  it.each([
    ['a path', '/voice'],
    ['no scheme', 'example.com/voice'],
    ['another scheme', 'ftp://example.com/'],
    ['a script', 'javascript:alert(1)'],
    ['no slashes', 'http:example.com'],
    ['no host', 'http:///voice'],
    ['nothing behind the slashes', 'http://'],
    ['a query for a host', 'http://?a=1'],
    ['a backslash', 'http://example.com\\voice'],
    ['a blank', 'http://example.com/a b'],
    ['a blank before', ' http://example.com/'],
    ['a port out of range', 'http://example.com:65536/'],
    ['a broken host', 'http://exa%00mple.com/'],
    ['nothing', ''],
  ])('refuses %s', (_what, url) => {
    expect(isHttpUrl(url)).toBe(false);
  });
});

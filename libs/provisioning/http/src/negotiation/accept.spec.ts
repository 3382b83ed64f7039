import { describe, expect, it } from '@jest/globals';
import { negotiate } from './accept.ts';

describe('negotiate', () => {
  it.each([
    ['application/json', 'application/json'],
    ['APPLICATION/JSON', 'application/json'],
    ['application/json; charset=utf-8', 'application/json'],
    ['application/json, application/xml', 'application/json'],
    ['application/xml, application/json', 'application/json'],
    ['application/json, */*', 'application/json'],
    ['application/json;q=0.5, */*;q=0.1', 'application/json'],
    ['application/json, text/plain, */*', 'application/json'],
    ['application/*;q=0.2, application/xml;q=0', 'application/json'],
    ['text/html, application/json;q=0.001', 'application/json'],
    ['*/*', 'application/xml'],
    ['', 'application/xml'],
    [' ', 'application/xml'],
    ['application/*', 'application/xml'],
    ['application/xml', 'application/xml'],
    ['application/json;q=0.5, application/xml;q=0.9', 'application/xml'],
    ['application/json;q=0.1, */*', 'application/xml'],
    ['application/json;q=0, */*', 'application/xml'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'application/xml'],
    ['text/xml', 'text/xml'],
    ['text/*', 'text/xml'],
    ['nonsense, application/xml', 'application/xml'],
    ['application/json;q=7, application/xml', 'application/xml'],
  ])('%p → %s', (accept, type) => {
    expect(negotiate(accept)?.contentType).toBe(`${type}; charset=utf-8`);
  });

  it.each([
    'text/html',
    'image/*',
    'application/json;q=0',
    '*/*;q=0',
    'nonsense',
    'application/vnd.api+json',
  ])('%p → 406', (accept) => {
    expect(negotiate(accept)).toBeNull();
  });

  it('answers XML without the header', () => {
    expect(negotiate(undefined)?.format).toBe('xml');
  });
});

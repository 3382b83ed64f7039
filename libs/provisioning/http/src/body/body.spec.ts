import { describe, expect, it } from '@jest/globals';
import type { Result } from '@tandem/kernel';
import type { Problem } from '../errors/problem.ts';
import { parseJsonFields } from './json.ts';
import { parsePairs } from './percent.ts';

const outcome = (result: Result<Readonly<Record<string, string>>, Problem>) =>
  result.ok ? { ...result.value } : result.error.code;

describe('parsePairs', () => {
  it.each([
    ['', {}],
    ['&&', {}],
    ['Login=alice&Password=test', { Login: 'alice', Password: 'test' }],
    ['a=1+2%203&b', { a: '1 2 3', b: '' }],
    ['a==%3D=&', { a: '===' }],
    ['Zo%C3%AB=%F0%9F%98%80', { Zoë: '😀' }],
    ['a=%00', { a: '\0' }],
  ])('%p', (text, fields) => {
    expect(outcome(parsePairs(text))).toEqual(fields);
  });

  it.each([
    ['a=%', 21102],
    ['a=%4', 21102],
    ['%zz=1', 21102],
    ['a=%ff', 21103],
    ['a=%c3', 21103],
    ['a=%ed%a0%80', 21103],
    ['a=1&a=1', 21104],
    ['a=1&b=2&%61=3', 21104],
  ])('refuses %p', (text, code) => {
    expect(outcome(parsePairs(text))).toBe(code);
  });

  it('keeps names of prototypes as plain names', () => {
    const parsed = parsePairs('__proto__=x&constructor=y&toString=z');
    expect(parsed.ok && Object.entries(parsed.value)).toEqual([
      ['__proto__', 'x'],
      ['constructor', 'y'],
      ['toString', 'z'],
    ]);
  });

  it('names the repeated field, cut short', () => {
    const parsed = parsePairs(`${'x'.repeat(100)}=1&${'x'.repeat(100)}=2`);
    expect(!parsed.ok && parsed.error.message).toMatch(/^The field "x{64}" is given more than once\. /);
  });
});

describe('parseJsonFields', () => {
  it.each([
    ['', {}],
    [' \n', {}],
    ['{}', {}],
    ['{"Login":"a:b\\"{","Status":1,"VoiceUrl":null}', { Login: 'a:b"{', Status: '1', VoiceUrl: '' }],
    ['{"Login":"\\ud83d\\ude00", "Status" : -3 }', { Login: '😀', Status: '-3' }],
    ['{"Lo\\u0067in":"\\\\"}', { Login: '\\' }],
    ['{"login":"x","Meta":{"Login":["y",{"a":1,"a":2}]},"Flag":true}', {}],
    ['{"IsSIP":true,"PhoneNumber":"411"}', { PhoneNumber: '411', IsSIP: 'true' }],
    ['{"__proto__":{"Login":"x"},"constructor":1,"toString":"y"}', {}],
  ])('%s', (text, fields) => {
    expect(outcome(parseJsonFields(text))).toEqual(fields);
  });

  it.each([
    ['{', 21105],
    ['Login=alice', 21105],
    ['{"Login":1,}', 21105],
    ['\ufeff{}', 21105],
    ['[]', 21106],
    ['null', 21106],
    ['"x"', 21106],
    ['{"Login":{}}', 21106],
    ['{"Login":["x"]}', 21106],
    ['{"Status":true}', 21106],
    ['{"Status":1.5}', 21106],
    ['{"Password":12345678901234567890}', 21106],
    ['{"Login":"1","Login":"2"}', 21104],
    ['{"Login":"1", "\\u004cogin" : 2}', 21104],
    ['{"x":{},"x":[]}', 21104],
    ['{"__proto__":"1","__proto__":"2"}', 21104],
  ])('refuses %s', (text, code) => {
    expect(outcome(parseJsonFields(text))).toBe(code);
  });

  it('survives deep nesting', () => {
    expect(outcome(parseJsonFields('['.repeat(60_000)))).toBe(21105);
    expect(outcome(parseJsonFields(`{"x":${'['.repeat(30_000)}${']'.repeat(30_000)}}`))).toEqual({});
  });

  it('names the fields that are not text', () => {
    const parsed = parseJsonFields('{"VoiceUrl":{},"Status":[],"Other":{}}');
    expect(!parsed.ok && parsed.error.message).toMatch(
      /^(Status|VoiceUrl) is not text, (Status|VoiceUrl) is not text\. /,
    );
  });
});

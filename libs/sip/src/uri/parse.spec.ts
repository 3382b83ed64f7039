import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formatUri } from './format.ts';
import { parseUri } from './parse.ts';
import type { Uri } from './types.ts';

const partsOf = (uri: Uri): unknown =>
  uri.scheme === 'other' ? uri : { ...uri, params: [...uri.params].map(({ name, value }) => [name, value]) };

const parts = (text: string): unknown => {
  const uri = parseUri(text);
  return uri.ok ? partsOf(uri.value) : uri.error;
};

const sip = (over: object): object => ({
  scheme: 'sip',
  user: undefined,
  password: undefined,
  host: 'h',
  port: undefined,
  params: [],
  headers: undefined,
  ...over,
});

describe('sip and sips (RFC 3261 §19.1)', () => {
  it.each([
    ['sip:h', sip({})],
    ['SIP:h', sip({})],
    ['sips:h', sip({ scheme: 'sips' })],
    ['SiPs:h', sip({ scheme: 'sips' })],
    ['sip:alice@h', sip({ user: 'alice' })],
    ['sip:alice:secret@h', sip({ user: 'alice', password: 'secret' })],
    ['sip:alice:@h', sip({ user: 'alice', password: '' })],
    ['sip:a:b:c@h', sip({ user: 'a', password: 'b:c' })],
    ['sip:+1-212-555-1212@h', sip({ user: '+1-212-555-1212' })],
    ['sip:*21#@h', sip({ user: '*21#' })],
    ['sip:a%40b@h', sip({ user: 'a%40b' })],
    ['sip:a;b=c?d@h', sip({ user: 'a;b=c?d' })],
    ['sip:Example.COM:5061', sip({ host: 'Example.COM', port: 5061 })],
    ['sip:h:0', sip({ port: 0 })],
    ['sip:h:05060', sip({ port: 5060 })],
    ['sip:call_processing-1', sip({ host: 'call_processing-1' })],
    ['sip:[2001:db8::1]', sip({ host: '[2001:db8::1]' })],
    ['sip:a@[::1]:5060;lr', sip({ user: 'a', host: '[::1]', port: 5060, params: [['lr', undefined]] })],
    ['sip:[::ffff:192.0.2.1]', sip({ host: '[::ffff:192.0.2.1]' })],
    ['sip:h;transport=tcp;lr', sip({ params: [['transport', 'tcp'], ['lr', undefined]] })], // prettier-ignore
    ['sip:h;flow=YWJj==', sip({ params: [['flow', 'YWJj==']] })],
    ['sip:h;maddr=[::1]', sip({ params: [['maddr', '[::1]']] })],
    ['sip:h?Route=%3Csip:p%3E&x=', sip({ headers: 'Route=%3Csip:p%3E&x=' })],
    ['sip:h;a=b?c=d', sip({ params: [['a', 'b']], headers: 'c=d' })],
  ])('%s', (text, expected) => expect(parts(text)).toEqual(expected));

  it.each([
    ['', 'no scheme'],
    ['alice', 'no scheme'],
    [':h', 'no scheme'],
    ['sip:', 'host'],
    ['sip:@h', 'user part'],
    ['sip::p@h', 'user part'],
    ['sip:a@', 'host'],
    ['sip:a@b@h', 'characters that a URI cannot hold'],
    ['sip:a b@h', 'user part'],
    ['sip:a<b@h', 'user part'],
    ['sip:a"b@h', 'user part'],
    ['sip:é@h', 'user part'],
    ['sip:a%4@h', 'user part'],
    ['sip:a%zz@h', 'user part'],
    ['sip:a%@h', 'user part'],
    ['sip:h:', 'port'],
    ['sip:h:65536', 'port'],
    ['sip:h:-1', 'port'],
    ['sip:h:99999999999999999999', 'port'],
    ['sip:h;', 'URI parameter'],
    ['sip:h;;lr', 'URI parameter'],
    ['sip:h;=b', 'URI parameter'],
    ['sip:h;a=', 'URI parameter'],
    ['sip:h;a=%4', 'URI parameter'],
    ['sip:h;lr;LR', 'URI parameter repeated'],
    ['sip:h?', 'URI header'],
    ['sip:h?a=%zz', 'URI header'],
    ['sip:[::1', 'host'],
    ['sip:[]', 'host'],
    ['sip:[1]', 'host'],
    ['sip:[::1%eth0]', 'host'],
    ['sip:h h', 'characters that a URI cannot hold'],
    ['sip:h\r\n', 'characters that a URI cannot hold'],
    ['sip:h;a=b c', 'characters that a URI cannot hold'],
    ['sip:h/path', 'characters that a URI cannot hold'],
    [' sip:h', 'scheme'],
    ['<sip:h>', 'scheme'],
    [`sip:${'a'.repeat(256)}`, 'host'],
  ])('%j: %s is wrong', (text, error) => expect(parts(text)).toBe(error));
});

describe('tel (RFC 3966)', () => {
  it.each([
    ['tel:+442071838750', '+442071838750', []],
    ['TEL:+1-201-555-0123', '+1-201-555-0123', []],
    ['tel:+44(0)20.7183', '+44(0)20.7183', []],
    ['tel:911', '911', []],
    ['tel:7042;phone-context=example.com', '7042', [['phone-context', 'example.com']]],
    ['tel:*21#', '*21#', []],
  ])('%s', (text, number, params) => expect(parts(text)).toEqual({ scheme: 'tel', number, params }));

  it.each(['tel:', 'tel:+', 'tel:-', 'tel:alice', 'tel:1 2', 'tel:+1+2', 'tel:+a', 'tel:1?x=y', 'tel:1;'])(
    '%s is none',
    (text) => expect(parseUri(text).ok).toBe(false),
  );

  it('is none when it is longer than any number', () => {
    expect(parseUri(`tel:+${'1'.repeat(63)}`).ok).toBe(true);
    expect(parseUri(`tel:+${'1'.repeat(64)}`).ok).toBe(false);
  });
});

describe('other schemes', () => {
  it.each([
    ['http://www.example.com/a?b', 'http', '//www.example.com/a?b'],
    ['urn:service:sos', 'urn', 'service:sos'],
    ['soap.beep://192.0.2.103:3002', 'soap.beep', '//192.0.2.103:3002'],
    ['NobodyKnows:x', 'nobodyknows', 'x'],
  ])('%s is kept unread', (text, name, rest) => expect(parts(text)).toEqual({ scheme: 'other', name, rest }));

  it.each(['x:', '1x:y', 'a b:c', 'x:<y', 'x:"', 'x:\0', 'x:a b', `${'a'.repeat(65)}:b`])(
    '%j is no URI',
    (text) => expect(parseUri(text).ok).toBe(false),
  );
});

describe('formatting', () => {
  it.each([
    'sip:h',
    'sips:alice:secret@h:5061;transport=tls;lr?a=b&c=',
    'sip:a%40b@[::1]:5060;x=%41',
    'tel:+1-201-555-0123;isub=1411',
    'urn:service:sos',
  ])('%s comes out as it went in', (text) => {
    const uri = parseUri(text);
    expect(uri.ok && formatUri(uri.value)).toBe(text);
  });

  it('never yields what reads as another URI', () => {
    const piece = fc.constantFrom(
      ...'ab1@:;?=&%4[].+-/#*<> "',
      'sip:',
      'tel:',
      '[::1]',
      ':5060',
      ';lr',
      '%41',
    );
    const text = fc.array(piece, { maxLength: 14 }).map((pieces) => `sip:${pieces.join('')}`);
    fc.assert(
      fc.property(text, (input) => {
        const uri = parseUri(input);
        if (!uri.ok) return;
        const again = parseUri(formatUri(uri.value));
        expect(again.ok && partsOf(again.value)).toEqual(partsOf(uri.value));
      }),
      { numRuns: 2_000 },
    );
  });
});

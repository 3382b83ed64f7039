import { describe, expect, it } from '@jest/globals';
import {
  parseDatagram,
  PLAIN_HEADERS,
  plainRequest,
  requestIn,
  responseIn,
  wire,
} from '../testing/sip-text.ts';
import { LIMITS } from './limits.ts';
import { parseMessage } from './parse.ts';

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');

const brief = (octets: Buffer, transport: 'datagram' | 'stream' = 'datagram'): unknown => {
  const outcome = parseMessage(octets, { transport });
  switch (outcome.kind) {
    case 'message':
      return outcome.message.kind;
    case 'refused':
      return `${outcome.refusal.status} ${outcome.refusal.why}`;
    default:
      return outcome.kind;
  }
};

const startLine = (line: string): unknown => brief(plainRequest({}, line));

describe('the request line (RFC 3261 §7.1)', () => {
  it('keeps method and Request-URI as sent', () => {
    const request = requestIn(plainRequest({}, 'rEgister sip:%61@H;x=%00 sip/2.0'));
    expect([request.method, request.requestUri]).toEqual(['rEgister', 'sip:%61@H;x=%00']);
  });

  it.each([
    ['OPTIONS sip:a SIP/3.0', '505 the version is not 2.0'],
    ['OPTIONS sip:a SIP/2.00', '505 the version is not 2.0'],
    ['OPTIONS sip:a  SIP/2.0', '400 the Request-URI is not between single blanks'],
    ['OPTIONS  sip:a SIP/2.0', '400 the Request-URI is not between single blanks'],
    ['OPTIONS sip:a b SIP/2.0', '400 the Request-URI is not between single blanks'],
    ['OPTIONS sip:a\tb SIP/2.0', '400 the Request-URI is not between single blanks'],
    ['OPTIONS sip:a\0 SIP/2.0', '400 the Request-URI is not between single blanks'],
    ['OPTIONS SIP/2.0', '400 the Request-URI is not between single blanks'],
    ['OPTIONS sip:a SIP/2.0 ', '400 the start line does not end with a SIP version'],
    ['OPTIONS sip:a SIP/2', '400 the start line does not end with a SIP version'],
    ['OPTIONS sip:a HTTP/1.1', '400 the start line does not end with a SIP version'],
    ['OPTIONS sip:a', '400 the start line does not end with a SIP version'],
    ['OPTIONS', '400 the start line has no method'],
    [' OPTIONS sip:a SIP/2.0', '400 the start line has no method'],
    ['OPT:IONS sip:a SIP/2.0', '400 the start line has no method'],
    ['OPTIONS sip:a SIP/2.0\r\n folded', '400 a line is no header'],
    ['OPTIONS sip:a SIP/2.0\nX: y', '400 the start line does not end with a SIP version'],
  ])('%j: %s', (line, expected) => expect(startLine(line)).toBe(expected));
});

describe('the status line (RFC 3261 §7.2)', () => {
  it.each([
    ['SIP/2.0 200 OK', 200, 'OK'],
    ['sip/2.0 486 Busy Here', 486, 'Busy Here'],
    ['SIP/2.0 180 ', 180, ''],
    ['SIP/2.0 180', 180, ''],
    ['SIP/2.0 699 a  b ', 699, 'a  b '],
  ])('%j', (line, status, reason) => {
    expect(responseIn(plainRequest({}, line))).toMatchObject({ status, reason });
  });

  it.each([
    'SIP/2.0 099 x',
    'SIP/2.0 700 x',
    'SIP/2.0 20 x',
    'SIP/2.0 2000 x',
    'SIP/2.0 4294967496 x',
    'SIP/2.0  200 x',
    'SIP/2.0 2oo x',
    'SIP/2.0',
    'SIP/3.0 200 OK',
    'SIP/2.0 200 a\0b',
    'SIP/2.0 200 a\rb',
    'SIP/2.0 200 a\nb: c',
  ])('%j is dropped, since responses are not answered', (line) => expect(startLine(line)).toBe('dropped'));

  it('broken headers of a response drop it too', () => {
    expect(brief(plainRequest({ 'no header': 'x' }, 'SIP/2.0 200 OK'))).toBe('dropped');
    expect(brief(plainRequest({ 'Content-Length': '9' }, 'SIP/2.0 200 OK'))).toBe('dropped');
  });
});

describe('header lines (RFC 3261 §7.3)', () => {
  const valueOf = (line: string): string | undefined =>
    requestIn(wire(['OPTIONS sip:a SIP/2.0', 'Via: SIP/2.0/UDP a', line])).headers.first('subject');

  it.each([
    ['Subject: a b', 'a b'],
    ['Subject:a b', 'a b'],
    ['Subject \t:\t a b \t', 'a b'],
    ['SUBJECT: a', 'a'],
    ['s: a', 'a'],
    ['Subject:', ''],
    ['Subject: a\r\n b', 'a b'],
    ['Subject: a  \r\n\t \tb', 'a b'],
    ['Subject:\r\n a', 'a'],
    ['Subject: a\r\n \r\n b', 'a b'],
    ['Subject: a\r\n ', 'a'],
    ['Subject: a:b: c', 'a:b: c'],
    ['Subject: \xff\xc3\xa9', '\xff\xc3\xa9'],
    ['Subject: "\\\0"', '"\\\0"'],
  ])('%j has the value %j', (line, value) => expect(valueOf(line)).toBe(value));

  it.each([
    ['Subject', '400 a line is no header'],
    ['Sub ject: x', '400 a line is no header'],
    ['Sub\0ject: x', '400 a line is no header'],
    ['Sub(ject: x', '400 a line is no header'],
    [': x', '400 a line is no header'],
    ['Subject: a\0b', '400 a header holds NUL'],
    ['Subject: a\rb', '400 a line break that is not CRLF'],
    ['Subject: a\nVia: b', '400 a line break that is not CRLF'],
    ['Subject: a\r\r\nX: b', '400 a line break that is not CRLF'],
    ['Subject: a\n b', '400 a line break that is not CRLF'],
    [`${'x'.repeat(LIMITS.headerName + 1)}: y`, '400 a header name is too long'],
  ])('%j is refused', (line, expected) => {
    expect(brief(wire(['OPTIONS sip:a SIP/2.0', 'Via: SIP/2.0/UDP a', line]))).toBe(expected);
  });

  it('never become two: an escaped line break stays escaped', () => {
    const request = requestIn(plainRequest({ 'X%0d%0aEvil': 'a%0d%0aEvil: b' }));
    expect(request.headers.has('evil')).toBe(false);
    expect(request.headers.first('x%0d%0aevil')).toBe('a%0d%0aEvil: b');
  });

  it('may have names that plain objects have', () => {
    const request = requestIn(plainRequest({ 'X-A': '1', constructor: '2', hasOwnProperty: '3' }));
    expect(request.headers.first('constructor')).toBe('2');
    expect(request.headers.first('hasownproperty')).toBe('3');
    expect(request.headers.has('tostring')).toBe(false);
  });

  it('are at most 256', () => {
    const headers = (count: number): Buffer =>
      wire([
        'OPTIONS sip:a SIP/2.0',
        'Via: SIP/2.0/UDP a',
        ...Array.from({ length: count - 1 }, () => 'a: b'),
      ]);
    expect(brief(headers(LIMITS.headers))).toBe('request');
    expect(brief(headers(LIMITS.headers + 1))).toBe('400 more than 256 headers');
  });
});

describe('the body (RFC 3261 §18.3)', () => {
  const withLength = (length: string | undefined, body: string): Buffer =>
    Buffer.concat([plainRequest({ 'Content-Length': length }), latin1(body)]);

  it.each([
    [undefined, 'to the end', 'to the end'],
    ['4', 'body', 'body'],
    ['0', 'surplus', ''],
    ['4', 'body and surplus', 'body'],
    ['0000004', 'body', 'body'],
  ])('of a datagram with Content-Length %s', (length, octets, body) => {
    expect(requestIn(withLength(length, octets)).body.toString('latin1')).toBe(body);
  });

  it.each([
    ['5', '400 content-length: more than there is'],
    ['-1', '400 content-length: not a number of octets'],
    ['4.0', '400 content-length: surplus behind the value'],
    ['', '400 content-length: not a number of octets'],
    ['99999999999999999999', '400 content-length: more than there is'],
  ])('Content-Length %j for four octets is refused', (length, expected) => {
    expect(brief(withLength(length, 'body'))).toBe(expected);
  });

  it('needs a length on a stream', () => {
    expect(brief(withLength(undefined, 'body'), 'stream')).toBe('400 content-length: missing on a stream');
    expect(brief(withLength('4', 'body'), 'stream')).toBe('request');
  });
});

describe('what is no message', () => {
  it.each(['', '\r\n\r\n', '\r\n', '\0', '\0\0\0\0', '\n\r\0\r\n'])('%j only keeps a way open', (text) => {
    expect(parseDatagram(latin1(text))).toEqual({ kind: 'keep-alive' });
  });

  it.each([
    ['noise', latin1('\x80\x01noise')],
    ['64 KiB of noise', Buffer.alloc(65_000, 0x9d)],
    ['a request without Via', wire(['OPTIONS sip:a SIP/2.0', 'To: <sip:a>'])],
    ['HTTP', latin1('GET / HTTP/1.1\r\nHost: a\r\n\r\n')],
    ['one line', latin1('OPTIONS sip:a SIP/2.0')],
    ['more than a message may be', Buffer.concat([plainRequest(), Buffer.alloc(LIMITS.message)])],
    ['a broken ACK', plainRequest({ 'no header': 'x' }, 'ACK sip:a SIP/2.0')],
    ['an ACK of another version', plainRequest({}, 'ACK sip:a SIP/3.0')],
    ['an ACK with a wrong length', plainRequest({ 'Content-Length': '9' }, 'ACK sip:a SIP/2.0')],
  ])('%s is dropped', (_name, octets) => expect(brief(octets)).toBe('dropped'));

  it('line breaks before a message are passed over', () => {
    expect(brief(Buffer.concat([latin1('\r\n\r\n'), plainRequest()]))).toBe('request');
  });
});

describe('a request that is refused', () => {
  it('keeps all headers that could be read, to answer with', () => {
    const octets = wire([
      'OPTIONS sip:a SIP/2.0',
      'broken line',
      ...Object.entries(PLAIN_HEADERS).map(([name, value]) => `${name}: ${value}`),
      'Subject: a\0b',
    ]);
    const outcome = parseDatagram(octets);
    if (outcome.kind !== 'refused') throw new TypeError(outcome.kind);
    expect(outcome.refusal.reason).toBe('Bad Request - a line is no header');
    expect([...outcome.replyTo.headers].map(({ name, value }) => [name, value])).toEqual(
      Object.entries(PLAIN_HEADERS),
    );
  });
});

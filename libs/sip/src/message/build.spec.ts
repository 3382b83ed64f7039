import { describe, expect, it } from '@jest/globals';
import { isTandemError } from '@tandem/kernel';
import { field, HeaderBag } from '../headers/header-bag.ts';
import { torture } from '../testing/corpus.ts';
import { parseDatagram, plainRequest, requestIn, responseIn } from '../testing/sip-text.ts';
import { encodeText } from '../text/wire-text.ts';
import { buildRequest } from './build-request.ts';
import { buildResponse } from './build-response.ts';
import { replyAddress } from './reply-address.ts';
import { serialize } from './serialize.ts';
import { stampedVia } from './stamp-via.ts';
import { reasonPhrase } from './status.ts';
import type { ResponseInit, SipMessage } from './types.ts';

const linesOf = (message: SipMessage): readonly string[] =>
  (serialize(message).toString('latin1').split('\r\n\r\n')[0] ?? '').split('\r\n');

const answer = (octets: Buffer, init: ResponseInit): readonly string[] =>
  linesOf(buildResponse(requestIn(octets), init));

describe('a response (RFC 3261 §8.2.6)', () => {
  it('copies Via, From, To with our tag, Call-ID and CSeq', () => {
    expect(answer(plainRequest({ Subject: 'not copied' }), { status: 200, toTag: 'ours' })).toEqual([
      'SIP/2.0 200 OK',
      'Via: SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKplain;rport',
      'From: <sip:caller@example.com>;tag=caller1',
      'To: <sip:user@example.com>;tag=ours',
      'Call-ID: plain@192.0.2.1',
      'CSeq: 7 OPTIONS',
      'Content-Length: 0',
    ]);
  });

  it('keeps all Vias in their order', () => {
    const vias = responseIn(
      serialize(buildResponse(requestIn(torture('longreq')), { status: 180, toTag: 'ours' })),
    ).headers.all('via');
    expect(vias).toHaveLength(34);
    expect(vias).toEqual(requestIn(torture('longreq')).headers.all('via'));
  });

  it('keeps the tag that To has, and adds none to 100 when none is given', () => {
    const tagged = plainRequest({ To: '<sip:user@example.com>;tag=theirs' });
    expect(answer(tagged, { status: 200, toTag: 'ours' })).toContain('To: <sip:user@example.com>;tag=theirs');
    expect(answer(plainRequest(), { status: 100 })).toContain('To: <sip:user@example.com>');
  });

  it('adds the tag to a To without <> as a header parameter', () => {
    const response = buildResponse(requestIn(plainRequest({ To: 'sip:user@example.com' })), {
      status: 200,
      toTag: 'ours',
    });
    expect(response.headers.first('to')).toBe('sip:user@example.com;tag=ours');
  });

  it('has further headers, its own reason and a body', () => {
    const lines = answer(plainRequest(), {
      status: 603,
      reason: 'No thanks',
      headers: [field('Contact', '<sip:us@192.0.2.2>'), field('Allow', 'INVITE, ACK')],
      body: Buffer.from('v=0'),
      contentType: 'application/sdp',
    });
    expect(lines[0]).toBe('SIP/2.0 603 No thanks');
    expect(lines.slice(-4)).toEqual([
      'Contact: <sip:us@192.0.2.2>',
      'Allow: INVITE, ACK',
      'Content-Type: application/sdp',
      'Content-Length: 3',
    ]);
  });

  it.each([
    ['insuf', 'what is missing is left out', ['via', 'cseq']],
    ['multi01', 'of repeated headers the first is copied', ['via', 'from', 'to', 'call-id', 'cseq']],
    ['quotbal', 'a To that cannot be read goes back as it came', ['via', 'from', 'to', 'call-id', 'cseq']],
  ])('%s: %s', (name, _title, keys) => {
    const response = buildResponse(requestIn(torture(name)), { status: 400, toTag: 'ours' });
    expect([...response.headers].map(({ key }) => key)).toEqual(keys);
    expect(parseDatagram(serialize(response)).kind).toBe('message');
  });

  it.each([
    [100, 'Trying'],
    [423, 'Interval Too Brief'],
    [499, 'Bad Request'],
    [299, 'OK'],
    [699, 'Decline'],
  ])('%i is %s', (status, phrase) => expect(reasonPhrase(status)).toBe(phrase));
});

describe('received and rport (RFC 3261 §18.2.1, RFC 3581 §4)', () => {
  const source = { address: '198.51.100.7', port: 40_123 };
  const stamped = (via: string, from = source): string | undefined =>
    stampedVia(requestIn(plainRequest({ Via: via })), from);

  it.each([
    ['SIP/2.0/UDP a;rport;branch=x', 'SIP/2.0/UDP a;rport=40123;branch=x;received=198.51.100.7'],
    ['SIP/2.0/UDP a;branch=x;RPORT', 'SIP/2.0/UDP a;branch=x;rport=40123;received=198.51.100.7'],
    ['SIP/2.0/UDP a;rport=1;received=1.1.1.1', 'SIP/2.0/UDP a;rport=40123;received=198.51.100.7'],
    ['SIP/2.0/UDP a.example.com;branch=x', 'SIP/2.0/UDP a.example.com;branch=x;received=198.51.100.7'],
    ['SIP/2.0/UDP 192.0.2.1;branch=x', 'SIP/2.0/UDP 192.0.2.1;branch=x;received=198.51.100.7'],
    ['SIP/2.0/UDP 198.51.100.7;branch=x', 'SIP/2.0/UDP 198.51.100.7;branch=x'],
    ['SIP/2.0/UDP 198.51.100.7;rport', 'SIP/2.0/UDP 198.51.100.7;rport=40123;received=198.51.100.7'],
    ['SIP/2.0/UDP 198.51.100.7;received=9.9.9.9', 'SIP/2.0/UDP 198.51.100.7'],
    [
      'SIP/2.0/UDP a;p="1,2";rport , SIP/2.0/TCP b',
      'SIP/2.0/UDP a;p="1,2";rport=40123;received=198.51.100.7, SIP/2.0/TCP b',
    ],
    ['broken', 'broken'],
  ])('%s', (via, expected) => expect(stamped(via)).toBe(expected));

  it('compares IPv6 addresses, not their texts', () => {
    const from = { address: '2001:db8::1', port: 5060 };
    expect(stamped('SIP/2.0/UDP [2001:DB8:0::1];branch=x', from)).toBe(
      'SIP/2.0/UDP [2001:DB8:0::1];branch=x',
    );
    expect(stamped('SIP/2.0/UDP [2001:db8::2]', from)).toBe('SIP/2.0/UDP [2001:db8::2];received=2001:db8::1');
  });

  it('stand in the top Via of the response only', () => {
    const octets = plainRequest({ v: 'SIP/2.0/UDP b;rport' });
    expect(buildResponse(requestIn(octets), { status: 200, source }).headers.all('via')).toEqual([
      'SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKplain;rport=40123;received=198.51.100.7',
      'SIP/2.0/UDP b;rport',
    ]);
  });

  it.each([
    ['SIP/2.0/UDP 192.0.2.1:5070;rport', 40_123],
    ['SIP/2.0/UDP 192.0.2.1:5070', 5070],
    ['SIP/2.0/UDP 192.0.2.1', 5060],
    ['SIP/2.0/UDP 192.0.2.1;maddr=203.0.113.1', 5060],
    ['broken', 40_123],
  ])('%s is answered to the source, port %i', (via, port) => {
    const request = requestIn(plainRequest({ Via: via }));
    expect(replyAddress(request, source)).toEqual({ address: '198.51.100.7', port });
  });
});

describe('a request', () => {
  it('has the headers that every request must have', () => {
    const request = buildRequest({
      method: 'MESSAGE',
      requestUri: 'sip:bob@example.com',
      via: 'SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1;rport',
      from: '<sip:alice@example.com>;tag=1',
      to: '<sip:bob@example.com>',
      callId: 'c1',
      cseq: 3,
      headers: [field('Route', '<sip:proxy;lr>')],
      body: Buffer.from(encodeText('grüße'), 'latin1'),
      contentType: 'text/plain',
    });
    expect(linesOf(request)).toEqual([
      'MESSAGE sip:bob@example.com SIP/2.0',
      'Via: SIP/2.0/UDP 192.0.2.9;branch=z9hG4bK1;rport',
      'Max-Forwards: 70',
      'From: <sip:alice@example.com>;tag=1',
      'To: <sip:bob@example.com>',
      'Call-ID: c1',
      'CSeq: 3 MESSAGE',
      'Route: <sip:proxy;lr>',
      'Content-Type: text/plain',
      'Content-Length: 7',
    ]);
    expect(requestIn(serialize(request)).body.toString('utf8')).toBe('grüße');
  });

  it('may leave its Via to the transport', () => {
    const request = buildRequest({
      method: 'OPTIONS',
      requestUri: 'sip:b',
      from: 'sip:a;tag=1',
      to: 'sip:b',
      callId: 'c',
      cseq: 1,
      maxForwards: 0,
    });
    expect(request.headers.has('via')).toBe(false);
    expect(request.headers.first('max-forwards')).toBe('0');
    expect(request.body).toHaveLength(0);
  });
});

describe('serializing', () => {
  const request = (over: object, ...fields: readonly [string, string][]): SipMessage => ({
    kind: 'request',
    method: 'OPTIONS',
    requestUri: 'sip:a',
    headers: new HeaderBag(fields.map(([name, value]) => field(name, value))),
    body: Buffer.alloc(0),
    ...over,
  });

  const response = (status: number, reason: string): SipMessage => ({
    kind: 'response',
    status,
    reason,
    headers: new HeaderBag([]),
    body: Buffer.alloc(0),
  });

  it.each([
    ['CR in a value', request({}, ['Subject', 'a\rb'])],
    ['LF in a value', request({}, ['Subject', 'a\nb'])],
    ['CRLF in a value', request({}, ['Subject', 'a\r\nEvil: b'])],
    ['a folded value', request({}, ['Subject', 'a\r\n b'])],
    ['NUL in a value', request({}, ['Subject', 'a\0b'])],
    ['what would become LF in a value', request({}, ['Subject', 'a\u010ab'])],
    ['what is no octet in a value', request({}, ['Subject', '€'])],
    ['CRLF in a name', request({}, ['X\r\nEvil', 'b'])],
    ['a colon in a name', request({}, ['X: y\nEvil', 'b'])],
    ['an empty name', request({}, ['', 'b'])],
    ['a blank in a method', request({ method: 'OPT IONS' })],
    ['CRLF in a method', request({ method: 'A\r\nB' })],
    ['an empty method', request({ method: '' })],
    ['a blank in the Request-URI', request({ requestUri: 'sip:a b' })],
    ['CRLF in the Request-URI', request({ requestUri: 'sip:a\r\nX: y' })],
    ['an empty Request-URI', request({ requestUri: '' })],
    ['what is no octet in the Request-URI', request({ requestUri: 'sip:\u0141' })],
    ['CRLF in the reason', response(200, 'OK\r\nX: y')],
    ['a status of four digits', response(1000, '')],
    ['a fraction of a status', response(200.5, '')],
  ])('refuses %s', (_name, message) => {
    let thrown: unknown;
    try {
      serialize(message);
    } catch (error) {
      thrown = error;
    }
    expect(isTandemError(thrown, 'SIP_UNSERIALIZABLE')).toBe(true);
  });

  it('refuses a received field that was given another value', () => {
    const [via] = requestIn(plainRequest()).headers;
    if (via === undefined) throw new TypeError('no field');
    const changed = { ...via, value: `${via.value}\r\nEvil: x` };
    expect(() => serialize(request({ headers: new HeaderBag([changed]) }))).toThrow(/header Via/);
  });

  it('writes Content-Length once and true, in its old place', () => {
    expect(
      linesOf(request({ body: Buffer.from('abc') }, ['l', '99'], ['To', 'x'], ['Content-Length', '5'])),
    ).toEqual(['OPTIONS sip:a SIP/2.0', 'Content-Length: 3', 'To: x']);
    expect(linesOf(request({}, ['To', 'x'])).at(-1)).toBe('Content-Length: 0');
  });

  it('keeps every octet of the body and of header text', () => {
    const body = Buffer.from(Array.from({ length: 256 }, (_, i) => i));
    const sent = serialize(request({ body }, ['Via', 'SIP/2.0/UDP a'], ['Subject', '\xff\x80\t\x07"\\\0"']));
    const back = requestIn(sent);
    expect(back.body.equals(body)).toBe(true);
    expect(back.headers.first('subject')).toBe('\xff\x80\t\x07"\\\0"');
  });

  it('keeps headers in their order and spelling', () => {
    const octets = plainRequest({ 'x-ODD': '1', k: 'path' });
    expect(linesOf(requestIn(octets))).toEqual(octets.toString('latin1').trimEnd().split('\r\n'));
  });
});

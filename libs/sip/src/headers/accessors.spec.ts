import { describe, expect, it } from '@jest/globals';
import { UINT32_MAX } from '../text/numbers.ts';
import * as accessors from './accessors.ts';
import { contactExpiresOf, instanceOf, qValueOf, tagOf } from './contact.ts';
import { field, HeaderBag } from './header-bag.ts';
import type { NameAddr } from './types.ts';

const message = (...lines: readonly string[]): { readonly headers: HeaderBag } => ({
  headers: new HeaderBag(
    lines.map((line) => {
      const [name = '', ...value] = line.split(': ');
      return field(name, value.join(': '));
    }),
  ),
});

const fault = (kind: string): object => ({ ok: false, error: { fault: kind } });
const value = (expected: unknown): object => ({ ok: true, value: expected });

describe('headers that stand once', () => {
  it.each([
    ['From', accessors.fromOf, '<sip:a@h>;tag=1'],
    ['To', accessors.toOf, '<sip:a@h>'],
    ['Call-ID', accessors.callIdOf, 'a@b'],
    ['CSeq', accessors.cseqOf, '1 INVITE'],
  ])('%s must be there, once, and readable', (name, read, text) => {
    expect(read(message(`${name}: ${text}`))).toMatchObject({ ok: true });
    expect(read(message())).toMatchObject(fault('missing'));
    expect(read(message(`${name}: ${text}`, `${name}: ${text}`))).toMatchObject(fault('repeated'));
    expect(read(message(`${name}: `))).toMatchObject(fault('malformed'));
  });

  it.each([
    ['Max-Forwards', accessors.maxForwardsOf, '70', 70],
    ['Expires', accessors.expiresOf, '3600', 3600],
    ['Min-Expires', accessors.minExpiresOf, '60', 60],
    ['Content-Length', accessors.contentLengthOf, '0150', 150],
    ['Retry-After', accessors.retryAfterOf, '120 (in a meeting);duration=3600', 120],
  ])('%s may be left out', (name, read, text, expected) => {
    expect(read(message(`${name}: ${text}`))).toEqual(value(expected));
    expect(read(message())).toEqual(value(undefined));
    expect(read(message(`${name}: ${text}`, `${name}: ${text}`))).toMatchObject(fault('repeated'));
    expect(read(message(`${name}: x`))).toMatchObject(fault('malformed'));
    expect(read(message(`${name}: -1`))).toMatchObject(fault('malformed'));
  });

  it('remember what they read', () => {
    const request = message('From: <sip:a@h>');
    expect(accessors.fromOf(request)).toBe(accessors.fromOf(request));
    expect(accessors.fromOf({ headers: request.headers })).toBe(accessors.fromOf(request));
    expect(accessors.fromOf(message('From: <sip:a@h>'))).not.toBe(accessors.fromOf(request));
  });
});

describe('numbers out of range', () => {
  it.each([
    ['CSeq: 4294967295 X', accessors.cseqOf, value({ number: UINT32_MAX, method: 'X' })],
    ['CSeq: 4294967296 X', accessors.cseqOf, fault('malformed')],
    ['CSeq: 1X', accessors.cseqOf, fault('malformed')],
    ['CSeq: 1 X Y', accessors.cseqOf, fault('malformed')],
    ['CSeq: X', accessors.cseqOf, fault('malformed')],
    ['CSeq: 1', accessors.cseqOf, fault('malformed')],
    ['CSeq: 1  \t X', accessors.cseqOf, value({ number: 1, method: 'X' })],
    ['Max-Forwards: 255', accessors.maxForwardsOf, value(255)],
    ['Max-Forwards: 256', accessors.maxForwardsOf, fault('malformed')],
    ['Max-Forwards: 7 0', accessors.maxForwardsOf, fault('malformed')],
    ['Expires: 99999999999999', accessors.expiresOf, value(UINT32_MAX)],
    ['Call-ID: a b', accessors.callIdOf, fault('malformed')],
  ])('%s', (line, read, expected) => expect(read(message(line))).toMatchObject(expected));
});

describe('Contact', () => {
  const read = (...lines: readonly string[]): unknown => {
    const contacts = accessors.contactsOf(message(...lines));
    if (!contacts.ok) return contacts.error.fault;
    return contacts.value === '*' ? '*' : contacts.value.map(({ uriText }) => uriText);
  };

  it.each([
    [[], []],
    [['Contact: *'], '*'],
    [['m: <sip:a@h>'], ['sip:a@h']],
    [['Contact: <sip:a@h>;q=1, "B, C" <sip:b@h> ,sip:c@h;expires=0'], ['sip:a@h', 'sip:b@h', 'sip:c@h']],
    [
      ['Contact: <sip:a@h>', 'Contact: <sip:b@h>,<sip:c@h>'],
      ['sip:a@h', 'sip:b@h', 'sip:c@h'],
    ],
    [['Contact: *', 'Contact: <sip:a@h>'], 'malformed'],
    [['Contact: *', 'Contact: *'], 'malformed'],
    [['Contact: *, <sip:a@h>'], 'malformed'],
    [['Contact: <sip:a@h>,'], 'malformed'],
    [['Contact: ,<sip:a@h>'], 'malformed'],
    [['Contact: <sip:a@h>,,<sip:b@h>'], 'malformed'],
    [['Contact: <sip:a@h> <sip:b@h>'], 'malformed'],
    [['Contact: '], 'malformed'],
  ])('%j', (lines, expected) => expect(read(...lines)).toEqual(expected));

  const contact = (text: string): NameAddr => {
    const contacts = accessors.contactsOf(message(`Contact: ${text}`));
    if (!contacts.ok || contacts.value === '*') throw new TypeError(text);
    const [first] = contacts.value;
    if (first === undefined) throw new TypeError('no contact');
    return first;
  };

  it.each([
    ['<sip:a@h>', undefined],
    ['<sip:a@h>;expires=60', 60],
    ['<sip:a@h>;Expires=0', 0],
    ['<sip:a@h>;expires=99999999999', UINT32_MAX],
    ['<sip:a@h>;expires=soon', 3600],
    ['<sip:a@h>;expires', 3600],
    ['<sip:a@h;expires=60>', undefined],
  ])('%s asks for %j seconds', (text, seconds) => expect(contactExpiresOf(contact(text))).toBe(seconds));

  it.each([
    ['<sip:a@h>', 1],
    ['<sip:a@h>;q=0.5', 0.5],
    ['<sip:a@h>;q=0', 0],
    ['<sip:a@h>;q=1.000', 1],
    ['<sip:a@h>;q=2', 1],
    ['<sip:a@h>;q=-1', 1],
    ['<sip:a@h>;q=0.1234', 1],
  ])('%s has the preference %d', (text, q) => expect(qValueOf(contact(text))).toBe(q));

  it.each([
    ['<sip:a@h>', undefined],
    ['<sip:a@h>;+sip.instance="<urn:uuid:1>"', 'urn:uuid:1'],
    ['<sip:a@h>;+SIP.Instance="<urn:uuid:1>"', 'urn:uuid:1'],
    ['<sip:a@h>;+sip.instance=bare', 'bare'],
  ])('%s is of the instance %j', (text, instance) => expect(instanceOf(contact(text))).toBe(instance));

  it('has a tag only as a header parameter', () => {
    expect(tagOf(contact('<sip:a@h>;tag=1'))).toBe('1');
    expect(tagOf(contact('<sip:a@h;tag=1>'))).toBeUndefined();
  });
});

describe('lists', () => {
  it('of tokens are joined over fields, empty elements passed over', () => {
    expect(accessors.supportedOf(message('Supported: path, outbound', 'k: 100rel'))).toEqual(
      value(['path', 'outbound', '100rel']),
    );
    expect(accessors.requireOf(message('Require: ,a,, b ,'))).toEqual(value(['a', 'b']));
    expect(accessors.supportedOf(message('Supported: '))).toEqual(value([]));
    expect(accessors.supportedOf(message())).toEqual(value([]));
    expect(accessors.allowOf(message('Allow: INVITE;x=1, ACK'))).toEqual(value(['INVITE', 'ACK']));
  });

  it.each(['a b', 'a:b', '"a"', 'a;', '(a)'])('a token list of %j is malformed', (text) => {
    expect(accessors.proxyRequireOf(message(`Proxy-Require: ${text}`))).toMatchObject(fault('malformed'));
    expect(accessors.unsupportedOf(message(`Unsupported: ${text}`))).toMatchObject(fault('malformed'));
  });

  it('of routes keep their order', () => {
    const request = message('Route: <sip:a;lr>, <sip:b;lr>', 'Route: <sip:c;lr>', 'Path: <sip:p;lr>');
    const routes = accessors.routesOf(request);
    expect(routes.ok && routes.value.map(({ uriText }) => uriText)).toEqual([
      'sip:a;lr',
      'sip:b;lr',
      'sip:c;lr',
    ]);
    const paths = accessors.pathsOf(request);
    expect(paths.ok && paths.value).toHaveLength(1);
    expect(accessors.recordRoutesOf(request)).toEqual(value([]));
  });

  it('of Vias begin with the top one, which may stand alone where others are broken', () => {
    const request = message('Via: SIP/2.0/UDP a;branch=1, SIP/2.0/UDP b', 'Via: broken');
    expect(accessors.topViaOf(request)).toMatchObject(value({ host: 'a', branch: '1' }));
    expect(accessors.viasOf(request)).toMatchObject(fault('malformed'));
    expect(accessors.topViaOf(message())).toMatchObject(fault('missing'));
  });
});

describe('media types', () => {
  it('are lower case with their parameters', () => {
    const type = accessors.contentTypeOf(message('c: Text / Plain ;charset="UTF-8"'));
    expect(type.ok && [type.value?.type, type.value?.params.get('charset')]).toEqual([
      'text/plain',
      '"UTF-8"',
    ]);
    for (const text of ['text', 'text/', '/plain', 'text/plain x', '']) {
      expect(accessors.contentTypeOf(message(`Content-Type: ${text}`))).toMatchObject(fault('malformed'));
    }
  });

  it('none accepted is not the same as none said', () => {
    expect(accessors.acceptOf(message())).toEqual(value(undefined));
    expect(accessors.acceptOf(message('Accept: '))).toEqual(value([]));
    const some = accessors.acceptOf(message('Accept: application/sdp;level=1, */*'));
    expect(some.ok && some.value?.map(({ type }) => type)).toEqual(['application/sdp', '*/*']);
  });
});

describe('Date', () => {
  it('is in GMT', () => {
    expect(accessors.dateOf(message('Date: Sat, 13 Nov 2010 23:29:00 GMT'))).toEqual(
      value(new Date(Date.UTC(2010, 10, 13, 23, 29))),
    );
    expect(accessors.dateOf(message())).toEqual(value(undefined));
  });

  it.each([
    'Sat, 13 Nov 2010 23:29:00 EST',
    'Sat, 13 Nov 2010 23:29:00',
    'Sat, 99 Nov 2010 23:29:00 GMT',
    '2010-11-13',
    '',
  ])('%j is none', (text) =>
    expect(accessors.dateOf(message(`Date: ${text}`))).toMatchObject(fault('malformed')),
  );
});

import { describe, expect, it } from '@jest/globals';
import { plainRequest, requestIn, responseIn } from '../testing/sip-text.ts';
import { isKnownMethod } from './methods.ts';
import { validateRequest } from './validate-request.ts';
import { validateResponse } from './validate-response.ts';

type Changes = Readonly<Record<string, string | undefined>>;

const verdict = (changes: Changes, startLine?: string): string => {
  const checked = validateRequest(requestIn(plainRequest(changes, startLine)));
  return checked.ok ? 'ok' : `${checked.error.status} ${checked.error.why}`;
};

describe('a request whose form is right', () => {
  it('comes with its parts', () => {
    const request = requestIn(plainRequest({ Contact: '<sip:caller@192.0.2.1>' }));
    const checked = validateRequest(request);
    if (!checked.ok) throw new TypeError(checked.error.why);
    const { uri, via, from, to, callId, cseq, maxForwards, contacts } = checked.value;
    expect(checked.value.request).toBe(request);
    expect(uri).toMatchObject({ scheme: 'sip', user: 'user', host: 'example.com' });
    expect(via).toMatchObject({ transport: 'UDP', host: '192.0.2.1', branch: 'z9hG4bKplain' });
    expect([from.uriText, to.uriText, callId]).toEqual([
      'sip:caller@example.com',
      'sip:user@example.com',
      'plain@192.0.2.1',
    ]);
    expect([cseq, maxForwards]).toEqual([{ number: 7, method: 'OPTIONS' }, 70]);
    expect(contacts).toHaveLength(1);
  });

  it.each([
    ['no Max-Forwards (RFC 2543)', { 'Max-Forwards': undefined }],
    ['Max-Forwards 0, which is the proxy’s business', { 'Max-Forwards': '0' }],
    ['a malformed Expires, which counts as 3600', { Expires: 'soon' }],
    ['an unknown scheme in From and To', { From: '<http://a>;tag=1', To: 'isbn:1' }],
    ['broken Vias of earlier hops', { v: 'broken' }],
    ['headers that nobody knows', { 'X-Odd': ';;,,' }],
  ])('may have %s', (_name, changes) => expect(verdict(changes)).toBe('ok'));

  it.each(['sips:user@example.com', 'tel:+442071838750', 'sip:example.com'])('may ask for %s', (uri) => {
    expect(verdict({}, `OPTIONS ${uri} SIP/2.0`)).toBe('ok');
  });
});

describe('a request whose form is wrong', () => {
  it.each(['Via', 'From', 'To', 'Call-ID', 'CSeq'])('lacks a readable %s', (name) => {
    expect(verdict({ [name]: '' })).toMatch(new RegExp(`^400 ${name.toLowerCase()}: `));
  });

  it.each(['From', 'To', 'Call-ID', 'CSeq'])('lacks %s', (name) => {
    expect(verdict({ [name]: undefined })).toBe(`400 ${name.toLowerCase()}: there is no such header`);
  });

  it.each([
    ['f', 'from'],
    ['t', 'to'],
    ['i', 'call-id'],
    ['CSEQ', 'cseq'],
    ['MAX-FORWARDS', 'max-forwards'],
  ])('has a second %s', (name, key) => {
    const values: Changes = { f: 'sip:a', t: 'sip:a', i: 'a', CSEQ: '7 OPTIONS', 'MAX-FORWARDS': '70' };
    expect(verdict({ [name]: values[name] })).toBe(`400 ${key}: may stand only once`);
  });

  it.each([
    [{ CSeq: '7 INVITE' }, '400 cseq: another method than the request'],
    [{ CSeq: '7 options' }, '400 cseq: another method than the request'],
    [{ CSeq: '4294967296 OPTIONS' }, '400 cseq: sequence number'],
    [{ 'Max-Forwards': '256' }, '400 max-forwards: not 0 to 255'],
    [{ 'Max-Forwards': 'x' }, '400 max-forwards: not 0 to 255'],
    [{ Contact: '*, <sip:a>' }, '400 contact: no scheme'],
    [{ Contact: '<sip:a>;;' }, '400 contact: parameter without a name'],
    [{ 'Content-Type': 'text' }, '400 content-type: not type/subtype'],
    [{ Date: 'today' }, '400 date: not a date in GMT'],
    [{ From: 'Bell, A <sip:a>' }, '400 from: no scheme'],
    [{ To: '"open <sip:a>' }, '400 to: quote not closed'],
  ])('%j', (changes, expected) => expect(verdict(changes)).toBe(expected));

  it('has two Expires', () => {
    expect(verdict({ Expires: '1', expires: '2' })).toBe('400 expires: may stand only once');
  });

  it.each([
    ['urn:service:sos', '416 the Request-URI has a scheme that is not served'],
    ['sip:a@b?c=d', '400 Request-URI: headers are not allowed here'],
    ['<sip:a@b>', '400 Request-URI: scheme'],
    ['user@example.com', '400 Request-URI: no scheme'],
    ['sip:a%zz@b', '400 Request-URI: user part'],
    ['sip:a;;lr', '400 Request-URI: URI parameter'],
  ])('asks for %s', (uri, expected) => expect(verdict({}, `OPTIONS ${uri} SIP/2.0`)).toBe(expected));

  it('says why in the reason phrase of a 400, in our words', () => {
    const checked = validateRequest(requestIn(plainRequest({ 'Call-ID': 'evil phrase' })));
    expect(!checked.ok && checked.error.reason).toBe('Bad Request - call-id: surplus behind the value');
  });
});

describe('methods', () => {
  it('that SIP does not have are 501, whatever CSeq says', () => {
    const expected = '501 SIP has no such method';
    expect(verdict({ CSeq: '7 FLY' }, 'FLY sip:a SIP/2.0')).toBe(expected);
    expect(verdict({ CSeq: '7 OPTIONS' }, 'FLY sip:a SIP/2.0')).toBe(expected);
    expect(verdict({ CSeq: '7 options' }, 'options sip:a SIP/2.0')).toBe(expected);
  });

  it('that are registered are left to the element', () => {
    for (const method of ['PUBLISH', 'REFER', 'PRACK', 'UPDATE', 'SUBSCRIBE', 'INFO']) {
      expect(verdict({ CSeq: `7 ${method}` }, `${method} sip:a SIP/2.0`)).toBe('ok');
    }
    expect(['INVITE', 'invite', 'RE%47ISTER', '__proto__', ''].map(isKnownMethod)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });

  it('a mandatory header goes before the method', () => {
    expect(verdict({ To: undefined }, 'FLY sip:a SIP/2.0')).toMatch(/^400/);
  });
});

describe('a response', () => {
  const check = (changes: Changes, role: 'user-agent' | 'proxy'): string => {
    const checked = validateResponse(responseIn(plainRequest(changes, 'SIP/2.0 200 OK')), role);
    return checked.ok ? 'ok' : checked.error;
  };

  it('comes with its parts', () => {
    const response = responseIn(plainRequest({}, 'SIP/2.0 200 OK'));
    expect(validateResponse(response, 'user-agent')).toMatchObject({
      ok: true,
      value: { response, callId: 'plain@192.0.2.1', cseq: { number: 7, method: 'OPTIONS' } },
    });
  });

  it.each([
    [{ CSeq: '9292394834772304023312 OPTIONS' }, 'cseq: sequence number'],
    [{ To: undefined }, 'to: there is no such header'],
    [{ 'Call-ID': undefined }, 'call-id: there is no such header'],
    [{ v: 'broken' }, 'via: sent-protocol'],
  ])('%j is discarded', (changes, why) => {
    expect(check(changes, 'user-agent')).toBe(why);
    expect(check(changes, 'proxy')).toBe(why);
  });

  it('with a second Via has not reached its destination, but may pass a proxy', () => {
    const changes = { v: 'SIP/2.0/UDP 192.0.2.7;branch=z9hG4bKnext' };
    expect(check(changes, 'user-agent')).toBe('via: more than one at its destination');
    expect(check(changes, 'proxy')).toBe('ok');
  });

  it.each(['255.255.255.255', '224.0.1.75', '[ff02::1]'])('is not sent on to %s', (host) => {
    expect(check({ v: `SIP/2.0/UDP ${host};branch=x` }, 'proxy')).toBe(
      'via: the next hop is a group of hosts',
    );
  });
});

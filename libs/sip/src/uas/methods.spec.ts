import { beforeEach, describe, expect, it } from '@jest/globals';
import type { SipResponse } from '../message/types.ts';
import { authorize } from '../testing/authorize.ts';
import { plainRequest } from '../testing/sip-text.ts';
import { UasHarness } from '../testing/uas-harness.ts';

let uas: UasHarness;
beforeEach(() => {
  uas = new UasHarness();
  uas.credentials.add('alice', 'wonderland');
});

const ask = (octets: Buffer): SipResponse => {
  const answers = uas.receive(octets);
  if (answers.length !== 1 || answers[0] === undefined) throw new Error(`${answers.length} answers`);
  return answers[0];
};
const header = (response: SipResponse, name: Lowercase<string>) => response.headers.first(name);

describe('other methods', () => {
  const request = (method: string, over: Record<string, string | undefined> = {}) =>
    plainRequest(
      { CSeq: `7 ${method}`, To: '<sip:user@tandem.local>', ...over },
      `${method} sip:user@tandem.local SIP/2.0`,
    );

  it.each([
    ['OPTIONS', 200],
    ['SUBSCRIBE', 489],
    ['NOTIFY', 481],
    ['BYE', 481],
    ['INFO', 481],
    ['UPDATE', 481],
    ['PRACK', 481],
    ['CANCEL', 481],
    ['MESSAGE', 405],
    ['PUBLISH', 405],
    ['REFER', 405],
    ['INVITE', 407],
    ['FOO', 501],
    ['register', 501],
  ])('%s gets %i', (method, status) => {
    expect(ask(request(method)).status).toBe(status);
  });

  it.each(['OPTIONS', 'PUBLISH'])('%s hears which methods are allowed', (method) => {
    expect(header(ask(request(method)), 'allow')).toBe('INVITE, ACK, CANCEL, BYE, OPTIONS, REGISTER');
  });

  it.each(['OPTIONS', 'INVITE'])('%s for a domain that is none of ours is 404', (method) => {
    const octets = request(method)
      .toString()
      .replace(`${method} sip:user@tandem.local`, `${method} sip:a@evil.example`);
    expect(ask(Buffer.from(octets)).status).toBe(404);
  });

  it.each(['OPTIONS', 'INVITE', 'REGISTER'])(
    '%s that requires an extension is 420 with its name',
    (method) => {
      const answer = ask(request(method, { Require: 'path, outbound' }));
      expect([answer.status, header(answer, 'unsupported')]).toEqual([420, 'path, outbound']);
    },
  );

  it('CANCEL ignores Require, as its sender must not send it', () => {
    expect(ask(request('CANCEL', { Require: 'path' })).status).toBe(481);
  });

  it('OPTIONS at the end of its Max-Forwards is answered by its target', () => {
    expect(ask(request('OPTIONS', { 'Max-Forwards': '0' })).status).toBe(200);
  });
});

describe('INVITE', () => {
  const invite = (over: Record<string, string | undefined> = {}, uri = 'sip:bob@tandem.local') =>
    plainRequest({ CSeq: '7 INVITE', To: '<sip:bob@tandem.local>', ...over }, `INVITE ${uri} SIP/2.0`);
  const ack = (toTag: string) =>
    plainRequest(
      { CSeq: '7 ACK', To: `<sip:bob@tandem.local>;tag=${toTag}` },
      'ACK sip:bob@tandem.local SIP/2.0',
    );

  it.each(['alice@tandem.local', 'x@evil.example', 'anonymous@anonymous.invalid'])(
    'is challenged by 407 although it says it is from %s',
    (from) => {
      const answer = ask(invite({ From: `<sip:${from}>;tag=1` }));
      expect([answer.status, answer.headers.has('proxy-authenticate')]).toEqual([407, true]);
    },
  );

  it('in a dialog that is not there is 481, and is not challenged', () => {
    expect(ask(invite({ To: '<sip:bob@tandem.local>;tag=gone' })).status).toBe(481);
  });

  it('to a telephone number is challenged in the domain of the address it was sent to', () => {
    expect(header(ask(invite({}, 'tel:+358401234567')), 'proxy-authenticate')).toContain(
      'realm="tandem.local"',
    );
  });

  it.each([
    ['application/sdp', 'application/sdp'],
    ['a wider range', 'text/plain, application/*;q=0.5'],
    ['anything', '*/*'],
    ['nothing said', undefined],
  ])('may accept %s', (_what, accept) => {
    expect(ask(invite({ Accept: accept })).status).toBe(407);
  });

  it('with a compressed body is 415 with Accept-Encoding', () => {
    const octets = Buffer.concat([
      invite({ 'Content-Length': '3', 'Content-Type': 'application/sdp', 'Content-Encoding': 'gzip' }),
      Buffer.from('v=0'),
    ]);
    const answer = ask(octets);
    expect([answer.status, header(answer, 'accept-encoding')]).toEqual([415, 'identity']);
  });

  it('of a known caller is 480 while there is no call processing, repeated until ACK', () => {
    const challenge = ask(invite());
    const branch = 'SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKsecond;rport';
    const octets = authorize(invite({ Via: branch }), challenge, { login: 'alice', password: 'wonderland' });
    const answer = ask(octets);
    expect(answer.status).toBe(480);
    const ticks = (ms: number): number => {
      let sent = 0;
      for (const end = uas.now + ms; uas.now < end; uas.now += 100)
        sent += uas.server.tick(uas.now).sends.length;
      return sent;
    };
    expect(ticks(1700)).toBe(2);
    const tag = /tag=(\w+)/.exec(header(answer, 'to') ?? '')?.[1] ?? '';
    const acked = ack(tag).toString().replace('z9hG4bKplain', 'z9hG4bKsecond');
    expect(uas.receive(Buffer.from(acked))).toEqual([]);
    expect(ticks(33_000)).toBe(0);
  });

  it('that was challenged is not repeated: the sender is not proved', () => {
    ask(invite());
    expect(uas.server.tick(uas.now + 5000).sends).toEqual([]);
  });

  it('may be cancelled while its transaction lives', () => {
    const challenge = ask(invite());
    const via = { Via: 'SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKsecond;rport' };
    const answer = ask(authorize(invite(via), challenge, { login: 'alice', password: 'wonderland' }));
    const cancel = plainRequest(
      { ...via, CSeq: '7 CANCEL', To: '<sip:bob@tandem.local>' },
      'CANCEL sip:bob@tandem.local SIP/2.0',
    );
    const cancelled = ask(cancel);
    expect(cancelled.status).toBe(200);
    // "the To tag of the response to the CANCEL and the To tag in the response to the original request SHOULD be the same"
    expect(header(cancelled, 'to')).toBe(header(answer, 'to'));
  });
});

describe('what is never answered', () => {
  it.each([
    ['ACK of nothing', plainRequest({ CSeq: '7 ACK' }, 'ACK sip:user@tandem.local SIP/2.0')],
    [
      'ACK that is malformed',
      plainRequest({ CSeq: '7 ACK', From: undefined }, 'ACK sip:user@tandem.local SIP/2.0'),
    ],
    ['ACK that cannot be read', plainRequest({ CSeq: '7 ACK' }, 'ACK <sip:user@tandem.local> SIP/2.0')],
    ['a response', Buffer.from('SIP/2.0 200 OK\r\nVia: SIP/2.0/UDP a;branch=z9hG4bK1\r\n\r\n')],
    ['line breaks', Buffer.from('\r\n\r\n')],
    ['NULs', Buffer.alloc(4)],
    ['nothing', Buffer.alloc(0)],
    ['noise', Buffer.from('\x80\x81noise')],
    ['a request without Via', plainRequest({ Via: undefined })],
  ])('%s', (_what, octets) => {
    expect(uas.receive(octets)).toEqual([]);
    expect(uas.failures).toEqual([]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '@tandem/kernel/testing';
import { rfc4475Corpus, torture } from '../testing/corpus.ts';
import { mutate } from '../testing/mutate.ts';
import { plainRequest } from '../testing/sip-text.ts';
import { StreamFramer } from './stream-framer.ts';
import type { StreamEvent } from './stream-framer.ts';

const octets = (text: string): Buffer => Buffer.from(text, 'latin1');

const withBody = (body: string, length = body.length): Buffer =>
  Buffer.concat([plainRequest({ 'Content-Length': String(length) }), octets(body)]);

/** An event without what differs only in identity. */
const brief = (event: StreamEvent): unknown => {
  if (event.kind === 'message') return { kind: 'message', body: event.message.body.toString('latin1') };
  if (event.kind === 'refused') return { kind: 'refused', status: event.refusal.status, close: event.close };
  return event;
};

const pushAll = (framer: StreamFramer, chunks: readonly Buffer[]): readonly unknown[] =>
  chunks.flatMap((chunk) => framer.push(chunk).map(brief));

const message = (body = ''): unknown => ({ kind: 'message', body });

describe('messages on a stream (RFC 3261 §18.3)', () => {
  it('end where Content-Length says, whatever the body holds', () => {
    const framer = new StreamFramer();
    const body = 'a\r\n\r\nSIP/2.0 200 OK\r\n\r\n\0';
    expect(pushAll(framer, [withBody(body)])).toEqual([message(body)]);
    expect(framer.pending).toBe(0);
  });

  it('come several in one chunk', () => {
    const chunk = Buffer.concat([withBody('one'), plainRequest(), withBody('two')]);
    expect(pushAll(new StreamFramer(), [chunk])).toEqual([message('one'), message(), message('two')]);
  });

  it.each([1, 2, 3, 5, 7, 64])('come in pieces of %i octets', (size) => {
    const whole = Buffer.concat([withBody('one'), octets('\r\n'), withBody('two two'), plainRequest()]);
    const chunks = Array.from({ length: Math.ceil(whole.length / size) }, (_, i) =>
      whole.subarray(i * size, (i + 1) * size),
    );
    expect(pushAll(new StreamFramer(), chunks)).toEqual([message('one'), message('two two'), message()]);
  });

  it('take the length from its compact form, folded', () => {
    const octetsOfHead = plainRequest({ 'Content-Length': undefined, l: '\r\n  4' });
    expect(pushAll(new StreamFramer(), [octetsOfHead, octets('body')])).toEqual([message('body')]);
  });

  it('keep bodies apart from chunks that arrive later', () => {
    const framer = new StreamFramer();
    framer.push(withBody('first', 5).subarray(0, 20));
    const [event] = framer.push(withBody('first', 5).subarray(20));
    framer.push(withBody('other', 5).subarray(0, 30));
    framer.push(withBody('other', 5).subarray(30));
    expect(event && brief(event)).toEqual(message('first'));
  });

  it('are pending until they are whole', () => {
    const framer = new StreamFramer();
    const whole = withBody('body');
    expect(framer.push(whole.subarray(0, whole.length - 1))).toEqual([]);
    expect(framer.pending).toBe(whole.length - 1);
    expect(framer.push(whole.subarray(whole.length - 1))).toHaveLength(1);
    expect(framer.pending).toBe(0);
  });

  it('clerr waits for the octets that are announced', () => {
    const framer = new StreamFramer();
    expect(framer.push(torture('clerr'))).toEqual([]);
    expect(framer.pending).toBe(torture('clerr').length);
  });
});

describe('a request that cannot be read', () => {
  it('is refused, and the stream goes on, when its length can be read', () => {
    const broken = plainRequest({ 'no header': 'x' });
    expect(pushAll(new StreamFramer(), [Buffer.concat([broken, plainRequest()])])).toEqual([
      { kind: 'refused', status: 400, close: false },
      message(),
    ]);
  });

  it.each([
    ['ncl: a negative length', torture('ncl'), 400],
    ['mcl01: two lengths', torture('mcl01'), 400],
    ['no length', plainRequest({ 'Content-Length': undefined }), 400],
    ['a length of words', plainRequest({ 'Content-Length': 'many' }), 400],
    ['another version and no length', plainRequest({ 'Content-Length': undefined }, 'A sip:a SIP/3.0'), 505],
    ['a length above the limit', plainRequest({ 'Content-Length': '65536' }), 513],
    ['a length that would wrap round', plainRequest({ 'Content-Length': '4294967296' }), 513],
    ['a head above the limit', plainRequest({ Subject: 'x'.repeat(70_000) }), 513],
    ['a head that does not end', plainRequest({ Subject: 'x'.repeat(70_000) }).subarray(0, 69_000), 513],
  ])('%s: is refused, and the stream closes', (_name, chunk, status) => {
    const framer = new StreamFramer();
    expect(pushAll(framer, [chunk])).toEqual([{ kind: 'refused', status, close: true }]);
    expect(framer.closed).toBe(true);
    expect(framer.push(plainRequest())).toEqual([]);
    expect(framer.pending).toBe(0);
  });

  it.each([
    ['HTTP', octets('GET / HTTP/1.1\r\nHost: localhost\r\n\r\n')],
    ['a TLS hello and much else', Buffer.concat([octets('\x16\x03\x01'), Buffer.alloc(66_000, 0xee)])],
    ['a response without a length', octets('SIP/2.0 200 OK\r\nVia: SIP/2.0/TCP a\r\n\r\n')],
    ['an ACK without a length', plainRequest({ 'Content-Length': undefined }, 'ACK sip:a SIP/2.0')],
  ])('%s: is dropped without a word, and the stream closes', (_name, chunk) => {
    const framer = new StreamFramer();
    expect(framer.push(chunk)).toMatchObject([{ kind: 'dropped', close: true }]);
    expect(framer.closed).toBe(true);
  });

  it('drops a broken response and goes on behind it', () => {
    const broken = octets('SIP/2.0 9999 Odd\r\nVia: SIP/2.0/TCP a\r\nContent-Length: 2\r\n\r\nxx');
    expect(pushAll(new StreamFramer(), [broken, plainRequest()])).toMatchObject([
      { kind: 'dropped', close: false },
      message(),
    ]);
  });
});

describe('line breaks between messages', () => {
  it('answers a ping with one CRLF (RFC 5626 §4.4.1)', () => {
    expect(pushAll(new StreamFramer(), [octets('\r\n\r\n')])).toEqual([{ kind: 'keep-alive', pings: 1 }]);
  });

  it('counts pings that come together, and one that comes in pieces', () => {
    const framer = new StreamFramer();
    expect(pushAll(framer, [octets('\r\n\r\n\r\n\r\n')])).toEqual([{ kind: 'keep-alive', pings: 2 }]);
    expect(pushAll(framer, [octets('\r'), octets('\n\r'), octets('\n')])).toEqual([
      { kind: 'keep-alive', pings: 1 },
    ]);
    expect(framer.pending).toBe(0);
  });

  it('passes over a single CRLF, which answers a ping of ours', () => {
    const framer = new StreamFramer();
    expect(pushAll(framer, [octets('\r\n'), plainRequest(), octets('\r\n'), plainRequest()])).toEqual([
      message(),
      message(),
    ]);
  });

  it('passes over lone CR and LF', () => {
    expect(pushAll(new StreamFramer(), [octets('\n\n\r\r\n\n'), plainRequest()])).toEqual([message()]);
  });

  it('starts counting anew behind a message', () => {
    const framer = new StreamFramer();
    expect(pushAll(framer, [octets('\r\n'), plainRequest(), octets('\r\n')])).toEqual([message()]);
    expect(pushAll(framer, [octets('\r\n')])).toEqual([{ kind: 'keep-alive', pings: 1 }]);
  });
});

const SEED = Number(process.env['SIP_FUZZ_SEED'] ?? 4475);

describe(`mutated streams (SIP_FUZZ_SEED=${SEED})`, () => {
  it('give the same events however they are cut', () => {
    const random = seededRandom(SEED);
    const corpus = [plainRequest(), ...rfc4475Corpus().map((item) => item.octets)] as const;
    for (let i = 0; i < 500; i += 1) {
      const stream = Buffer.concat([mutate(random, corpus), mutate(random, corpus), plainRequest()]);
      const cut: Buffer[] = [];
      for (let at = 0; at < stream.length;) {
        const size = 1 + Math.floor(random.float() * 300);
        cut.push(stream.subarray(at, at + size));
        at += size;
      }
      const withoutPings = (events: readonly unknown[]): string =>
        JSON.stringify(events.filter((event) => !(event instanceof Object && 'pings' in event)));
      const whole = pushAll(new StreamFramer(), [stream]);
      expect(withoutPings(pushAll(new StreamFramer(), cut))).toBe(withoutPings(whole));
    }
  });
});

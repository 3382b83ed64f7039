import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { field, HeaderBag } from '../headers/header-bag.ts';
import { headerKey } from '../headers/header-key.ts';
import { StreamFramer } from '../stream/stream-framer.ts';
import { parseDatagram } from '../testing/sip-text.ts';
import { parseMessage } from './parse.ts';
import { serialize } from './serialize.ts';
import type { SipMessage } from './types.ts';

const TOKEN = "abcXYZ019-.!%*_+`'~";
const token = fc.string({ unit: fc.constantFrom(...TOKEN), minLength: 1, maxLength: 20 });

/** Any octets that may stand in one line, without blanks at the ends, which a reader takes away. */
const text = fc
  .string({ unit: fc.constantFrom(...' \t!":;,<>=@?%[]()\\/abc019\x07\x7f\x80\xff'), maxLength: 40 })
  .map((value) => value.replace(/^[ \t]+|[ \t]+$/g, ''));

const name = fc
  .oneof(token, fc.constantFrom('Via', 'v', 'From', 'to', 'CONTACT', '__proto__', 'constructor', 'Route'))
  .filter((candidate) => headerKey(candidate) !== 'content-length');

const body = fc.uint8Array({ maxLength: 60 }).map((octets) => Buffer.from(octets));

const headers = fc
  .array(fc.tuple(name, text), { maxLength: 12 })
  .map(
    (fields) => new HeaderBag([['Via', 'SIP/2.0/UDP a'] as const, ...fields].map(([n, v]) => field(n, v))),
  );

const visible = fc.string({ unit: fc.constantFrom(...'!#%;?@[]abc:/\x80\xff'), minLength: 1, maxLength: 20 });

const request: fc.Arbitrary<SipMessage> = fc.record({
  kind: fc.constant('request' as const),
  method: token,
  requestUri: visible,
  headers,
  body,
});

const response: fc.Arbitrary<SipMessage> = fc.record({
  kind: fc.constant('response' as const),
  status: fc.integer({ min: 100, max: 699 }),
  reason: text,
  headers,
  body,
});

/** Everything about a message but the Content-Length that sending adds. */
const essence = ({ headers: bag, body: octets, ...start }: SipMessage): unknown => ({
  ...start,
  headers: [...bag].filter(({ key }) => key !== 'content-length').map(({ name: n, value }) => [n, value]),
  body: octets.toString('latin1'),
});

describe('whatever can be sent', () => {
  it('is read as what it was, in a datagram', () => {
    fc.assert(
      fc.property(fc.oneof(request, response), (message) => {
        const outcome = parseDatagram(serialize(message));
        expect(outcome.kind === 'message' && essence(outcome.message)).toEqual(essence(message));
      }),
      { numRuns: 500 },
    );
  });

  it('is read as what it was from a stream, however that is cut', () => {
    const cuts = fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.array(fc.oneof(request, response), { maxLength: 4 }), cuts, (messages, sizes) => {
        const stream = Buffer.concat(messages.map(serialize));
        const framer = new StreamFramer();
        const read: unknown[] = [];
        for (let at = 0, i = 0; at < stream.length; i += 1) {
          const size = sizes[i % sizes.length] ?? 1;
          for (const event of framer.push(stream.subarray(at, at + size))) {
            read.push(event.kind === 'message' ? essence(event.message) : event);
          }
          at += size;
        }
        expect(read).toEqual(messages.map(essence));
        expect(framer.pending).toBe(0);
      }),
      { numRuns: 200 },
    );
  });
});

describe('whatever arrives', () => {
  const soup = fc
    .array(
      fc.oneof(
        fc.constantFrom(
          'INVITE sip:a SIP/2.0',
          'SIP/2.0 200 OK',
          '\r\n',
          '\r\n\r\n',
          'Via: SIP/2.0/UDP a',
          'l: 3',
        ),
        fc.string({ unit: fc.constantFrom(...':;,"<>\\\0\r\n\t a1\xff') }),
      ),
    )
    .map((parts) => Buffer.from(parts.join(''), 'latin1'));

  it.each(['datagram', 'stream'] as const)('never makes the parser of a %s throw', (transport) => {
    fc.assert(
      fc.property(fc.oneof(soup, body), (octets) => {
        const { kind } = parseMessage(octets, { transport });
        return ['message', 'refused', 'dropped', 'keep-alive'].includes(kind);
      }),
      { numRuns: 2_000 },
    );
  });

  it('never makes the framer throw, nor hold more than a message', () => {
    fc.assert(
      fc.property(fc.array(soup), (chunks) => {
        const framer = new StreamFramer();
        const total = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
        for (const chunk of chunks) framer.push(chunk);
        return framer.pending <= total;
      }),
    );
  });
});

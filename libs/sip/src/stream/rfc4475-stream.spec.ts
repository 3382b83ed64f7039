import { describe, expect, it } from '@jest/globals';
import { rfc4475Corpus } from '../testing/corpus.ts';
import { parseDatagram, plainRequest } from '../testing/sip-text.ts';
import { StreamFramer } from './stream-framer.ts';

/** Messages that have no place on a stream: their length is missing, wrong or twice there, or their head does not end. */
const UNFRAMED: Readonly<Record<string, readonly string[]>> = {
  baddn: [],
  clerr: [],
  inv2543: ['refused'],
  mcl01: ['refused'],
  ncl: ['refused'],
};

const corpus = rfc4475Corpus();

describe('the RFC 4475 messages on a stream', () => {
  it.each(
    corpus.filter(({ name }) => !(name in UNFRAMED)).map(({ name, octets }) => [name, octets] as const),
  )('%s is read as in a datagram', (_name, octets) => {
    const [event] = new StreamFramer().push(octets);
    const outcome = parseDatagram(octets);
    expect(event?.kind).toBe(outcome.kind);
    if (event?.kind === 'message' && outcome.kind === 'message') {
      expect(event.message.body.equals(outcome.message.body)).toBe(true);
      expect([...event.message.headers]).toEqual([...outcome.message.headers]);
    }
    if (event?.kind === 'refused' && outcome.kind === 'refused') {
      expect(event.refusal).toEqual(outcome.refusal);
      expect(event.close).toBe(false);
    }
  });

  it.each(Object.entries(UNFRAMED))(
    '%s gives %j, and the place of the next message is lost',
    (name, kinds) => {
      const message = corpus.find((candidate) => candidate.name === name);
      const framer = new StreamFramer();
      const events = framer.push(message?.octets ?? Buffer.alloc(0));
      expect(events.map(({ kind }) => kind)).toEqual(kinds);
      expect(framer.closed || framer.pending > 0).toBe(true);
    },
  );

  it('dblreq: the second request is the next message here', () => {
    const message = corpus.find(({ name }) => name === 'dblreq');
    const events = new StreamFramer().push(message?.octets ?? Buffer.alloc(0));
    expect(
      events.flatMap((event) =>
        event.kind === 'message' && event.message.kind === 'request' ? [event.message.method] : [],
      ),
    ).toEqual(['REGISTER', 'INVITE']);
  });

  it('leave the stream at the start of the next message', () => {
    const framed = corpus.filter(({ name }) => !(name in UNFRAMED) && name !== 'dblreq');
    for (const { name, octets } of framed) {
      const framer = new StreamFramer();
      framer.push(octets);
      const kinds = framer.push(plainRequest()).map(({ kind }) => kind);
      expect([name, kinds]).toEqual([name, ['message']]);
    }
  });
});

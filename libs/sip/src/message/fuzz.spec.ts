import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '@tandem/kernel/testing';
import {
  acceptOf,
  authorizationsOf,
  contactsOf,
  expiresOf,
  recordRoutesOf,
  requireOf,
  retryAfterOf,
  routesOf,
  supportedOf,
  viasOf,
} from '../headers/accessors.ts';
import { rfc4475Corpus } from '../testing/corpus.ts';
import { mutate } from '../testing/mutate.ts';
import { parseDatagram, plainRequest } from '../testing/sip-text.ts';
import { uriEquals } from '../uri/equals.ts';
import { formatUri } from '../uri/format.ts';
import { parseUri } from '../uri/parse.ts';
import { buildResponse } from './build-response.ts';
import { serialize } from './serialize.ts';
import type { ParseOutcome, SipMessage } from './types.ts';
import { validateRequest } from './validate-request.ts';
import { validateResponse } from './validate-response.ts';

const COUNT = 20_000;
const SEED = Number(process.env['SIP_FUZZ_SEED'] ?? 4475);

const corpus = [plainRequest(), ...rfc4475Corpus().map(({ octets }) => octets)] as const;

/** Everything about a message that sending and reading must keep; Content-Length is written anew. */
const essence = (message: SipMessage): string =>
  JSON.stringify({
    ...message,
    headers: [...message.headers].filter(({ key }) => key !== 'content-length'),
    body: message.body.toString('latin1'),
  });

const readEverything = (message: SipMessage): void => {
  for (const read of [
    acceptOf,
    authorizationsOf,
    contactsOf,
    expiresOf,
    recordRoutesOf,
    requireOf,
    retryAfterOf,
    routesOf,
    supportedOf,
    viasOf,
  ]) {
    read(message);
  }
};

/** What the running element would do with the message; throws only where there is a fault in this library. */
const handle = (outcome: ParseOutcome): void => {
  if (outcome.kind === 'refused') {
    const { refusal, replyTo } = outcome;
    const answer = serialize(buildResponse(replyTo, { ...refusal, toTag: 'fuzz' }));
    if (parseDatagram(answer).kind !== 'message') throw new TypeError('the answer is unreadable');
  }
  if (outcome.kind !== 'message') return;
  const { message } = outcome;
  readEverything(message);
  const again = parseDatagram(serialize(message));
  if (again.kind !== 'message') throw new TypeError(`unreadable once sent: ${JSON.stringify(again)}`);
  if (essence(again.message) !== essence(message)) throw new TypeError('another message once sent');
  if (message.kind === 'response') {
    validateResponse(message, 'user-agent');
    validateResponse(message, 'proxy');
    return;
  }
  const checked = validateRequest(message);
  if (!checked.ok) return;
  const { uri } = checked.value;
  const sent = parseUri(formatUri(uri));
  if (!sent.ok || formatUri(sent.value) !== formatUri(uri) || !uriEquals(sent.value, uri)) {
    throw new TypeError('another Request-URI once sent');
  }
};

describe(`mutated messages (SIP_FUZZ_SEED=${SEED})`, () => {
  it(`reads ${COUNT} of them without a throw, and reads what it would send as what it was`, () => {
    const random = seededRandom(SEED);
    const seen = { message: 0, refused: 0, dropped: 0, 'keep-alive': 0 };
    for (let i = 0; i < COUNT; i += 1) {
      const octets = mutate(random, corpus);
      const outcome = parseDatagram(octets);
      seen[outcome.kind] += 1;
      try {
        handle(outcome);
      } catch (error) {
        throw new TypeError(`message ${i}: ${JSON.stringify(octets.toString('latin1'))}`, { cause: error });
      }
    }
    // A mutator that breaks everything, or nothing, would test nothing.
    expect(seen.message).toBeGreaterThan(COUNT / 5);
    expect(seen.refused).toBeGreaterThan(COUNT / 20);
    expect(seen.dropped).toBeGreaterThan(COUNT / 50);
  });

  it('are the same for the same seed', () => {
    const [one, other] = [seededRandom(SEED), seededRandom(SEED)];
    for (let i = 0; i < 50; i += 1) expect(mutate(one, corpus).equals(mutate(other, corpus))).toBe(true);
  });
});

import { describe, expect, it } from '@jest/globals';
import {
  acceptOf,
  authorizationsOf,
  contactsOf,
  recordRoutesOf,
  requireOf,
  viasOf,
} from '../headers/accessors.ts';
import { StreamFramer } from '../stream/stream-framer.ts';
import { hostileMessages, plainOfEqualSize } from '../testing/hostile.ts';
import { parseDatagram } from '../testing/sip-text.ts';
import { buildResponse } from './build-response.ts';
import { serialize } from './serialize.ts';
import { validateRequest } from './validate-request.ts';

/** All that anybody may ask of one message, and the answer to it. */
const handle = (octets: Buffer): void => {
  const outcome = parseDatagram(octets);
  if (outcome.kind === 'refused')
    serialize(buildResponse(outcome.replyTo, { ...outcome.refusal, toTag: 'x' }));
  if (outcome.kind !== 'message' || outcome.message.kind !== 'request') return;
  const { message } = outcome;
  for (const read of [acceptOf, authorizationsOf, contactsOf, recordRoutesOf, requireOf, viasOf])
    read(message);
  validateRequest(message);
  const source = { address: '192.0.2.9', port: 5060 };
  serialize(buildResponse(message, { status: 200, toTag: 'x', source }));
};

/** The least time of some runs, milliseconds: the least disturbed by what else the machine does. */
const leastTime = (work: () => void, runs: number): number => {
  let least = Infinity;
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
};

/**
 * So many times longer than an ordinary message of its size may a hostile one take: ten thousands of list elements cost
 * more than some hundred headers. A quadratic step would take thousands of times as long.
 */
const LIMIT = 100;
const PLAIN_RUNS = 20;
const HOSTILE_RUNS = 3;

describe('time is linear in the octets', () => {
  const plain = plainOfEqualSize();
  const plainTime = leastTime(() => handle(plain), PLAIN_RUNS);

  it.each(hostileMessages().map(({ name, octets }) => [name, octets] as const))('%s', (_name, octets) => {
    expect(octets.length).toBeLessThan(65_536);
    expect(leastTime(() => handle(octets), HOSTILE_RUNS) / plainTime).toBeLessThan(LIMIT);
  });

  it('of a stream that arrives octet by octet', () => {
    const framer = new StreamFramer();
    let messages = 0;
    const time = leastTime(() => {
      for (let i = 0; i < plain.length; i += 1) messages += framer.push(plain.subarray(i, i + 1)).length;
    }, HOSTILE_RUNS);
    expect(messages).toBe(HOSTILE_RUNS);
    // Copying or searching from the start in each of 60,000 calls would move 1.8e9 octets.
    expect(time / plainTime).toBeLessThan(LIMIT);
  });
});

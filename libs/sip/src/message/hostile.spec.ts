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
import { parseDatagram, plainRequest } from '../testing/sip-text.ts';
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

/**
 * The CPU time of this thread for one run, microseconds: what else the machine does is left out. Over several runs, since
 * kernels account it in ticks.
 */
const averageTime = (work: () => void, runs: number): number => {
  const start = process.threadCpuUsage();
  for (let run = 0; run < runs; run += 1) work();
  const { user, system } = process.threadCpuUsage(start);
  return (user + system) / runs;
};

/**
 * So many times longer than an ordinary message of its size may a hostile one take: ten thousands of list elements cost
 * more than some hundred headers. A quadratic step would take thousands of times as long.
 */
const LIMIT = 100;
/** One large message against many small ones of the same size together, octet by octet. */
const STREAM_LIMIT = 3;
const PLAIN_RUNS = 200;
const HOSTILE_RUNS = 5;

describe('time is linear in the octets', () => {
  const plain = plainOfEqualSize();
  const plainTime = averageTime(() => handle(plain), PLAIN_RUNS);

  it.each(hostileMessages().map(({ name, octets }) => [name, octets] as const))('%s', (_name, octets) => {
    expect(octets.length).toBeLessThan(65_536);
    expect(averageTime(() => handle(octets), HOSTILE_RUNS) / plainTime).toBeLessThan(LIMIT);
  });

  it('of a stream that arrives octet by octet', () => {
    const byOctets = (stream: Buffer, messages: number) => (): void => {
      const framer = new StreamFramer();
      let events = 0;
      for (let i = 0; i < stream.length; i += 1) events += framer.push(stream.subarray(i, i + 1)).length;
      expect(events).toBe(messages);
    };
    const small = plainRequest();
    const count = Math.floor(plain.length / small.length);
    const manySmall = averageTime(
      byOctets(Buffer.concat(Array<Buffer>(count).fill(small)), count),
      HOSTILE_RUNS,
    );
    // Copying or searching from the start in each of 60,000 calls would go over 1.8e9 octets.
    expect(averageTime(byOctets(plain, 1), HOSTILE_RUNS) / manySmall).toBeLessThan(STREAM_LIMIT);
  });
});

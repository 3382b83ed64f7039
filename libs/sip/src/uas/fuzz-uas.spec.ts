import { describe, expect, it } from '@jest/globals';
import { seededRandom } from '@tandem/kernel/testing';
import { authorize } from '../testing/authorize.ts';
import { rfc4475Corpus } from '../testing/corpus.ts';
import { mutate } from '../testing/mutate.ts';
import { registerRequest } from '../testing/register-text.ts';
import { UasHarness } from '../testing/uas-harness.ts';

const COUNT = 20_000;
const SEED = Number(process.env['SIP_FUZZ_SEED'] ?? 3261);

describe(`the server under ${COUNT} mutated messages (SIP_FUZZ_SEED=${SEED})`, () => {
  it('never fails, answers at most once, and not with more than twice the octets', () => {
    const uas = new UasHarness({ aliases: ['example.com'], strangersPerSecond: Infinity });
    uas.credentials.add('alice', 'wonderland');
    const random = seededRandom(SEED);
    const plain = registerRequest();
    const [challenge] = uas.receive(plain);
    if (challenge === undefined) throw new Error('no challenge');
    const answered = authorize(plain, challenge, { login: 'alice', password: 'wonderland' });
    const corpus = [answered, plain, ...rfc4475Corpus().map(({ octets }) => octets)] as const;
    let answers = 0;
    for (let i = 0; i < COUNT; i++) {
      const octets = mutate(random, corpus);
      uas.now += 1;
      const sent = uas.apply(uas.server.datagram(octets, uas.flow, uas.now));
      expect(sent.length).toBeLessThanOrEqual(1);
      answers += sent.length;
      uas.server.tick(uas.now);
    }
    expect(uas.failures).toEqual([]);
    expect(answers).toBeGreaterThan(COUNT / 4);
  });
});

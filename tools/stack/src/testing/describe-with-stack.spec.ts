import { describe, expect, it } from '@jest/globals';
import { decide, sharedLacks } from './describe-with-stack.ts';

describe('decide', () => {
  it.each([
    [[], {}, 'run'],
    [[], { REQUIRE_STACK: '1' }, 'run'],
    [['no kafka'], {}, 'skip'],
    [['no kafka'], { REQUIRE_STACK: '0' }, 'skip'],
    [['no kafka'], { REQUIRE_STACK: '1' }, 'fail'],
  ])('with %j missing and %j: %s', (lacks, env, decision) => {
    expect(decide(lacks, env)).toBe(decision);
  });
});

describe('sharedLacks', () => {
  it('misses nothing that the environment names', () => {
    expect(sharedLacks(['kafka', 'mongo'], { KAFKA_BROKERS: 'a:1', MONGODB_URI: 'mongodb://b/' })).toEqual(
      [],
    );
  });

  it('gives the reason that the shared stack left, else a hint', () => {
    expect(
      sharedLacks(['kafka', 'mongo'], { KAFKA_BROKERS: '', STACK_NO_KAFKA: 'java was not found' }),
    ).toEqual(['java was not found', expect.stringMatching(/^MONGODB_URI is not set \(npm run stack/)]);
  });
});

import { describe, expect, it } from '@jest/globals';
import { parseCliOptions } from './cli-options.ts';

describe('parseCliOptions', () => {
  it.each([
    [[], { help: false, prepare: false, parts: ['kafka', 'mongo'], ports: {} }],
    [['--prepare', '--kafka-only'], { prepare: true, parts: ['kafka'] }],
    [['--mongo-only', '--mongo-port', '27018'], { parts: ['mongo'], ports: { mongo: 27018 } }],
    [['--kafka-port=9093'], { parts: ['kafka', 'mongo'], ports: { kafka: 9093 } }],
    [['-h'], { help: true }],
  ])('reads %j', (args, expected) => {
    expect(parseCliOptions(args)).toMatchObject(expected);
  });

  it.each([
    [['--kafka-port', '0'], /--kafka-port must be a port number/],
    [['--kafka-port', '65536'], /--kafka-port must be a port number/],
    [['--mongo-port', '27017x'], /not "27017x"/],
    [['--kafka-only', '--mongo-only'], /exclude each other/],
    [['--docker'], /--docker/],
    [['kafka'], /kafka/],
  ])('refuses %j, naming what is wrong', (args, message) => {
    expect(() => parseCliOptions(args)).toThrow(message);
  });
});

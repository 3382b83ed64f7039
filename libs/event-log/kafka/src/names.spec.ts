import { expect, it } from '@jest/globals';
import { seededRandom } from '@tandem/kernel/testing';
import { Names } from './names.ts';

it('puts one prefix before every name in the cluster', () => {
  const names = new Names('blue.');
  expect(names.topic('tandem.clients')).toBe('blue.tandem.clients');
  expect(names.topicOf('blue.tandem.clients')).toBe('tandem.clients');
  expect(names.transactionalIds).toEqual(['blue.tandem-relay-0', 'blue.tandem-relay-1']);
});

it('gives each start of a reader a group of its own, with a name that Kafka takes', () => {
  const names = new Names('');
  const random = seededRandom(1);
  const groups = [names.group('unit 1/a', random), names.group('unit 1/a', random)];
  for (const group of groups) expect(group).toMatch(/^tandem\.unit_1_a\.[0-9a-f]{12}$/);
  expect(groups[0]).not.toBe(groups[1]);
});

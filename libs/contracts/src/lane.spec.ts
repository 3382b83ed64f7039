import { describe, expect, it } from '@jest/globals';
import { laneOf, laneOfSid, lanesOf, partitionOf, placeOfLane, RESOURCE_TOPICS, TOPICS } from './index.ts';

const CLIENT = `CL${'1'.repeat(32)}`;
const NUMBER = `PN${'1'.repeat(32)}`;

describe('lanes', () => {
  it('give each partition of each topic of resources a number of its own, and back', () => {
    const lanes = lanesOf(3);
    expect(new Set(lanes).size).toBe(3 * RESOURCE_TOPICS.length);
    for (const lane of lanes) {
      const { topic = '', partition = -1 } = placeOfLane(lane) ?? {};
      expect(laneOf(topic, partition)).toBe(lane);
    }
  });

  it('stay the same when there are more partitions, or kinds', () => {
    expect(lanesOf(5).slice(0, lanesOf(2).length)).toEqual(lanesOf(2));
    expect(laneOf(TOPICS.clients.name, 3)).toBe(24);
    expect(laneOf(TOPICS.applications.name, 3)).toBe(25);
    expect(laneOf(TOPICS.numbers.name, 3)).toBe(26);
  });

  it('are found by sid, as its partition on the topic of its kind', () => {
    expect(laneOfSid(CLIENT, 7)).toBe(laneOf(TOPICS.clients.name, partitionOf(CLIENT, 7)));
    expect(laneOfSid(NUMBER, 7)).toBe(laneOf(TOPICS.numbers.name, partitionOf(NUMBER, 7)));
    expect(laneOfSid(`CA${'1'.repeat(32)}`, 7)).toBeNull();
  });

  it('are none of a topic without resources, nor of a slot that no kind has', () => {
    expect(() => laneOf(TOPICS.relay.name, 0)).toThrow(
      expect.objectContaining({ code: 'CONTRACT_VIOLATION' }),
    );
    expect(placeOfLane(7)).toBeNull();
  });
});

import { describe, expect, it } from '@jest/globals';
import { imageEnvironment } from './kafka-container.ts';

describe('imageEnvironment', () => {
  it('names settings as the image of Kafka does', () => {
    expect(imageEnvironment({ 'node.id': '1', listeners: 'X://:1', 'a_b-c.d': 'e' })).toEqual({
      KAFKA_NODE_ID: '1',
      KAFKA_LISTENERS: 'X://:1',
      KAFKA_A__B___C_D: 'e',
    });
  });
});

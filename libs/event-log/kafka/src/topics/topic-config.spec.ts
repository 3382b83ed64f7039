import { describe, expect, it } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { kafkaSettings } from '../options.ts';
import { topicConfig } from './topic-config.ts';

const settings = kafkaSettings({
  brokers: ['127.0.0.1:9092'],
  partitions: 8,
  replicationFactor: 3,
  minInsyncReplicas: 2,
});
const entries = (spec: Parameters<typeof topicConfig>[0]): unknown =>
  Object.fromEntries(
    (topicConfig(spec, spec.name, settings).configEntries ?? []).map(({ name, value }) => [name, value]),
  );

describe('topicConfig', () => {
  it('compacts so quickly that marks do not pile up', () => {
    expect(topicConfig(TOPICS.clients, 'x.tandem.clients', settings)).toMatchObject({
      topic: 'x.tandem.clients',
      numPartitions: 8,
      replicationFactor: 3,
    });
    expect(entries(TOPICS.clients)).toEqual({
      'cleanup.policy': 'compact',
      'segment.ms': '600000',
      'max.compaction.lag.ms': '3600000',
      'min.cleanable.dirty.ratio': '0.1',
      'min.insync.replicas': '2',
      'unclean.leader.election.enable': 'false',
    });
  });

  it('keeps the others for their time', () => {
    expect(topicConfig(TOPICS.deadLetters, 'd', settings).numPartitions).toBe(1);
    expect(entries(TOPICS.deadLetters)).toMatchObject({
      'cleanup.policy': 'delete',
      'retention.ms': String(TOPICS.deadLetters.retentionMs),
    });
  });
});

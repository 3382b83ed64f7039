import type { TopicSpec } from '@tandem/contracts';
import { partitionCount } from '@tandem/event-log';
import type { ITopicConfig } from 'kafkajs';
import type { KafkaSettings } from '../options.ts';

const MINUTE_MS = 60 * 1000;

/**
 * Compaction that keeps up with marks (one per second and partition): the active segment is never compacted and lasts
 * 7 days by default, so that a rebuild after an idle week would read millions of them.
 */
const COMPACTED = {
  'cleanup.policy': 'compact',
  'segment.ms': String(10 * MINUTE_MS),
  'max.compaction.lag.ms': String(60 * MINUTE_MS),
  'min.cleanable.dirty.ratio': '0.1',
};

const configOf = (spec: TopicSpec): Record<string, string> =>
  spec.cleanup === 'compact'
    ? COMPACTED
    : {
        'cleanup.policy': 'delete',
        ...(spec.retentionMs !== undefined && { 'retention.ms': String(spec.retentionMs) }),
      };

/** A topic as it is made. Without unclean elections the log never loses what it has acknowledged. */
export const topicConfig = (spec: TopicSpec, physical: string, settings: KafkaSettings): ITopicConfig => ({
  topic: physical,
  numPartitions: partitionCount(spec, settings.partitions),
  replicationFactor: settings.replicationFactor,
  configEntries: Object.entries({
    ...configOf(spec),
    'min.insync.replicas': String(settings.minInsyncReplicas),
    'unclean.leader.election.enable': 'false',
  }).map(([name, value]) => ({ name, value })),
});

import type { TopicSpec } from '@tandem/contracts';
import { TandemError } from '@tandem/kernel';

/** Partitions of a topic declared `many`, unless the log is opened with another count. */
export const DEFAULT_PARTITIONS = 16;

/** How many partitions a topic is to have. */
export const partitionCount = (spec: TopicSpec, many: number): number =>
  spec.partitions === 'one' ? 1 : many;

/** What a log knows of a topic that exists. */
export interface ExistingTopic {
  readonly partitions: number;
  readonly cleanup: string;
}

/** Throws `LOG_MISCONFIGURED` when an existing topic is not as declared: neither can be changed afterwards. */
export const assertAsDeclared = (spec: TopicSpec, existing: ExistingTopic, many: number): void => {
  const wanted = partitionCount(spec, many);
  if (existing.partitions !== wanted) {
    throw new TandemError(
      'LOG_MISCONFIGURED',
      `topic ${spec.name} has ${existing.partitions} partitions, not ${wanted}; a topic's partition count never ` +
        'changes: configure the old count, or use a new set of topics',
      { context: { topic: spec.name, partitions: existing.partitions, wanted } },
    );
  }
  if (existing.cleanup !== spec.cleanup) {
    throw new TandemError(
      'LOG_MISCONFIGURED',
      `topic ${spec.name} has cleanup policy ${existing.cleanup}, not ${spec.cleanup}`,
      { context: { topic: spec.name, cleanup: existing.cleanup, wanted: spec.cleanup } },
    );
  }
};

/** The error for a topic that nobody has made. */
export const noSuchTopic = (topic: string): TandemError =>
  new TandemError(
    'LOG_MISCONFIGURED',
    `topic ${topic} does not exist; create the topics first (ensureTopics)`,
    {
      context: { topic },
    },
  );

/** Throws `LOG_MISCONFIGURED` for a partition that the topic does not have. */
export const assertPartition = (topic: string, partition: number, count: number): void => {
  if (Number.isInteger(partition) && partition >= 0 && partition < count) return;
  throw new TandemError('LOG_MISCONFIGURED', `topic ${topic} has ${count} partitions, none is ${partition}`, {
    context: { topic, partition, count },
  });
};

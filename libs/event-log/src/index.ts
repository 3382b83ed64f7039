export { Backoff } from './backoff.ts';
export type { BackoffOptions } from './backoff.ts';
export { CHECKPOINT_PARTITION, decodeCheckpoint, encodeCheckpoint } from './checkpoint-record.ts';
export { CoalescingWriter } from './coalescing-writer.ts';
export type { RawWriter } from './coalescing-writer.ts';
export type {
  ConsumerCondition,
  EventLog,
  LogBatch,
  LogConsumer,
  LogConsumerHandlers,
  LogPublisher,
  LogRecord,
  LogWriter,
  StoredRecord,
  SubscribeOptions,
} from './event-log.ts';
export { GuardedPublisher } from './guarded-publisher.ts';
export {
  assertFitsRecord,
  assertFitsTransaction,
  BatchLoad,
  MAX_BATCH_BYTES,
  MAX_BATCH_RECORDS,
  recordSize,
} from './limits.ts';
export { OpenHandles } from './open-handles.ts';
export type { Handle } from './open-handles.ts';
export { planBatches } from './plan-batches.ts';
export type { RawPublisher } from './raw-publisher.ts';
export {
  assertAsDeclared,
  assertPartition,
  DEFAULT_PARTITIONS,
  noSuchTopic,
  partitionCount,
} from './topic-partitions.ts';
export type { ExistingTopic } from './topic-partitions.ts';

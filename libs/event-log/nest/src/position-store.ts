import type { ConsumerCondition } from '@tandem/event-log';

/**
 * Where a microservice's own store is with each partition. Handlers move it, in the same transaction as what they store;
 * the transport only asks.
 */
export interface PositionStore {
  /** The next offset to read: one past what is stored. 0 for a partition never read. */
  position(topic: string, partition: number): number;
  /** The log was truncated or made anew: rebuild. The partition is read again from `position`. */
  reset(topic: string, partition: number): Promise<void>;
  /** Whether all partitions are being read, on each change. */
  condition?(condition: ConsumerCondition, why: string): void;
}

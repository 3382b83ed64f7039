import { setTimeout as delay } from 'node:timers/promises';
import type { SharedAdmin } from '../client/shared-admin.ts';
import { kafkaErrorTypes } from '../kafka-errors.ts';

/** First and next offset of a partition. The end is that of the last complete transaction (read_committed). */
export interface PartitionBounds {
  readonly low: number;
  readonly high: number;
}

/** Just after a topic was made or a leader changed, metadata and brokers disagree for a moment. */
const TRANSIENT = ['NOT_LEADER_FOR_PARTITION', 'LEADER_NOT_AVAILABLE', 'UNKNOWN_TOPIC_OR_PARTITION'];
const ATTEMPTS = 30;
const PAUSE_MS = 100;

/** Reads the bounds of all partitions of a topic, by its name in the cluster. */
export const partitionBounds = async (
  admin: SharedAdmin,
  physical: string,
): Promise<ReadonlyMap<number, PartitionBounds>> => {
  for (let attempt = 1; ; attempt++) {
    try {
      const offsets = await admin.run(`read the offsets of ${physical}`, (client) =>
        client.fetchTopicOffsets(physical),
      );
      return new Map(
        offsets.map(({ partition, low, high }) => [partition, { low: Number(low), high: Number(high) }]),
      );
    } catch (error) {
      const transient = kafkaErrorTypes(error).some((type) => TRANSIENT.includes(type));
      if (!transient || attempt === ATTEMPTS) throw error;
      await delay(PAUSE_MS);
    }
  }
};

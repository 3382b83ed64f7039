import type { PartitionDigest } from './digest.ts';

/**
 * How far the relay has copied the journal; written in the same transaction as the events it covers.
 * The single value (key `checkpoint`) of the compacted topic `tandem.relay`.
 */
export interface RelayCheckpoint {
  /** Everything up to this journal revision is on the log. */
  readonly revision: number;
  /** Random id made with the topics; another one means that the log was made anew. */
  readonly generation: string;
  /** Per topic, per partition: what a reader that has received everything up to `revision` holds. */
  readonly partitions: Readonly<Record<string, readonly PartitionDigest[]>>;
}

export const RELAY_CHECKPOINT_KEY = 'checkpoint';

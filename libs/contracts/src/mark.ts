import type { PartitionDigest } from './digest.ts';

/** Key of the relay's marks among the records of a topic; no sid begins with `$`. */
export const MARK_KEY = '$mark';

/**
 * What the relay writes on every partition now and then (design §2d): what a reader that has received everything before
 * it on this partition holds. Equal count and digest prove that nothing was lost; no mark for a while says that the
 * reader is cut off, or the relay.
 */
export interface Mark extends PartitionDigest {
  /** Everything up to this journal revision that belongs on this partition lies before the mark. */
  readonly revision: number;
  /** Of the log; see `RelayCheckpoint`. */
  readonly generation: string;
}

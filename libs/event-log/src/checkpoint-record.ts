import { RELAY_CHECKPOINT_KEY, TOPICS } from '@tandem/contracts';
import type { RelayCheckpoint } from '@tandem/contracts';
import { messageOf, TandemError } from '@tandem/kernel';
import type { LogRecord } from './event-log.ts';

/** Where the checkpoint stands: the one partition of `tandem.relay`. */
export const CHECKPOINT_PARTITION = 0;

/** The checkpoint as the record that goes into the transaction it covers. */
export const encodeCheckpoint = (checkpoint: RelayCheckpoint): LogRecord => ({
  topic: TOPICS.relay.name,
  partition: CHECKPOINT_PARTITION,
  key: RELAY_CHECKPOINT_KEY,
  value: Buffer.from(JSON.stringify(checkpoint)),
  headers: {},
});

const isCheckpoint = (value: unknown): value is RelayCheckpoint => {
  const { revision, generation, partitions } = (value ?? {}) as Partial<RelayCheckpoint>;
  return (
    Number.isSafeInteger(revision) &&
    typeof generation === 'string' &&
    typeof partitions === 'object' &&
    partitions !== null
  );
};

/** Reads a checkpoint record's value. Throws `CONTRACT_VIOLATION`. */
export const decodeCheckpoint = (value: Buffer): RelayCheckpoint => {
  try {
    const parsed: unknown = JSON.parse(value.toString());
    if (isCheckpoint(parsed)) return parsed;
  } catch (cause) {
    throw new TandemError('CONTRACT_VIOLATION', `the relay checkpoint is not JSON: ${messageOf(cause)}`, {
      cause,
    });
  }
  throw new TandemError(
    'CONTRACT_VIOLATION',
    'the relay checkpoint lacks revision, generation or partitions',
  );
};

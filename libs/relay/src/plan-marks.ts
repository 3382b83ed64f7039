import { MARK_KEY, markCodec } from '@tandem/contracts';
import type { RelayCheckpoint } from '@tandem/contracts';
import type { LogRecord } from '@tandem/event-log';

/** A mark for every partition, of what a reader holds that has received everything up to the checkpoint. Pure. */
export const planMarks = ({ revision, generation, partitions }: RelayCheckpoint): readonly LogRecord[] =>
  Object.entries(partitions).flatMap(([topic, digests]) =>
    digests.map((digest, partition) => ({
      topic,
      partition,
      key: MARK_KEY,
      value: markCodec.encode({ revision, generation, ...digest }),
      headers: {},
    })),
  );

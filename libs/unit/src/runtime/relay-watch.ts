import { relayCheckpointCodec } from '@tandem/contracts';
import type { RelayCheckpoint } from '@tandem/contracts';
import type { LogBatch, StoredRecord } from '@tandem/event-log';

const lastReadable = (records: readonly StoredRecord[]): RelayCheckpoint | null => {
  for (const { value } of records.toReversed()) {
    const decoded = value === null ? null : relayCheckpointCodec.decode(value);
    if (decoded?.ok === true) return decoded.value;
  }
  return null;
};

/**
 * Reads `tandem.relay`, from its start in every run: its one compacted record is short, and only the last one counts,
 * once the topic was read to its end.
 */
export class RelayWatch {
  #offset = 0;
  #last: RelayCheckpoint | null = null;
  #current: RelayCheckpoint | null = null;

  get position(): number {
    return this.#offset;
  }

  /** The relay's last checkpoint; null until one was read. */
  get checkpoint(): RelayCheckpoint | null {
    return this.#current;
  }

  restart(): void {
    this.#offset = 0;
  }

  /** @returns the checkpoint that is the last one now; null if the batch did not bring it. */
  batch({ records, nextOffset, endOffset }: LogBatch): RelayCheckpoint | null {
    this.#offset = nextOffset;
    this.#last = lastReadable(records) ?? this.#last;
    if (nextOffset < endOffset || this.#last === null) return null;
    this.#current = this.#last;
    this.#last = null;
    return this.#current;
  }
}

import type { RelayCheckpoint } from '@tandem/contracts';
import type { LogMemory } from '@tandem/journal';

export type StartingPoint =
  | { readonly kind: 'continue'; readonly checkpoint: RelayCheckpoint }
  /** Journal and log are new. */
  | { readonly kind: 'begin' }
  /** The log has no checkpoint, is behind what the journal remembers, or is ahead of the journal itself. */
  | { readonly kind: 'republish'; readonly why: string };

export interface StartingPointInput {
  readonly checkpoint: RelayCheckpoint | null;
  readonly memory: LogMemory | null;
  /** The journal's highest revision. */
  readonly head: number;
}

/**
 * Where a new leader goes on. A log that lost its tail, was made anew, or belongs to another journal gets a new
 * generation and everything again (design §2b).
 */
export const startingPoint = ({ checkpoint, memory, head }: StartingPointInput): StartingPoint => {
  if (checkpoint === null && memory === null && head === 0) return { kind: 'begin' };
  if (checkpoint === null) return { kind: 'republish', why: 'the log has no checkpoint' };
  if (memory !== null && memory.generation !== checkpoint.generation) {
    return { kind: 'republish', why: 'the log is not the one that this journal was copied to' };
  }
  if (memory !== null && checkpoint.revision < memory.revision) {
    return {
      kind: 'republish',
      why: `the log ends at revision ${checkpoint.revision}, it had ${memory.revision}`,
    };
  }
  if (checkpoint.revision > head) {
    return {
      kind: 'republish',
      why: `the log has revision ${checkpoint.revision}, the journal ends at ${head}`,
    };
  }
  return { kind: 'continue', checkpoint };
};

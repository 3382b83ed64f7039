import type { RecordHeaders } from './event-headers.ts';

/**
 * Value on `tandem.dead-letters`: a record that a reader could not apply, and where it lies. Key = `deadLetterKey`, so
 * that a repeated attempt is recognised as the same letter.
 */
export interface DeadLetter {
  /** Who could not apply it, as the unit's id. */
  readonly reader: string;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly key: string | null;
  readonly headers: RecordHeaders;
  /** The record's value in base64; null for a tombstone. */
  readonly value: string | null;
  /** Kind of problem, as `DecodeProblem` has it. */
  readonly problem: string;
  /** For a human; no secrets. */
  readonly detail: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export const deadLetterKey = ({
  reader,
  topic,
  partition,
  offset,
}: Pick<DeadLetter, 'reader' | 'topic' | 'partition' | 'offset'>): string =>
  `${reader}/${topic}/${partition}/${offset}`;

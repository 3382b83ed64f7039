import type { Readable } from 'node:stream';

/** What an answer carries, rendered when its format is known. */
export interface Entity {
  readonly json: () => string | Readable;
  readonly xml: () => string | Readable;
}

/** An entity that is small enough to be written at once. */
export interface TextEntity extends Entity {
  readonly json: () => string;
  readonly xml: () => string;
}

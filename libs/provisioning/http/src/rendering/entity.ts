import type { Readable } from 'node:stream';

/** What an answer carries, rendered when its format is known. */
export interface Entity {
  readonly json: () => string | Readable;
  readonly xml: () => string | Readable;
}

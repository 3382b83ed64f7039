/** How far a reader of the journal has come that outlives processes. */
export interface Cursor {
  /** The last revision that it is done with. */
  readonly revision: number;
  /** Since when the next one fails, milliseconds since the Unix epoch; null: it does not. */
  readonly failingSince: number | null;
}

/** Where readers of the journal note how far they are. The last note counts, whoever wrote it: a reader may meet events again. */
export interface CursorStore {
  load(reader: string): Promise<Cursor | null>;
  save(reader: string, cursor: Cursor): Promise<void>;
  /** Idempotent. */
  remove(reader: string): Promise<void>;
}

/**
 * The points inside `append` at which a writer can be held up, in order. An adapter passes those it has:
 * one whose append is a single transaction has nothing between `begun` and `inserted`.
 */
export type AppendStep =
  | 'begun'
  /** The claims of the entries were looked up, so that a taken name costs no revision. */
  | 'claims-checked'
  | 'revisions-taken'
  /** The events are stored; the answer is on its way. */
  | 'inserted'
  /** After an error: what became of the entries is known. */
  | 'read-back';

/**
 * Watches an adapter's appends step by step, for tests that hold a writer up between two of them.
 * Awaited; a rejection counts as a connection that broke at this point. Absent, it costs nothing.
 */
export type OnStep = (step: AppendStep) => Promise<void>;

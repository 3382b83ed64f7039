import type { CallReport } from '../call/call-types.ts';
import type { Send, TransportName } from '../flow/flow.ts';
import type { BindingEvent } from '../registrar/binding.ts';

/** What became of one message, for counters; every text is one of few. */
export type Outcome =
  /** Answered; the status says how. */
  | 'answered'
  /** The stored answer was sent again. */
  | 'resent'
  /** A copy that needs no answer: of an ACK, or of a request still being worked on. */
  | 'absorbed'
  /** CR, LF and NUL only. */
  | 'keep-alive'
  /** A response, to a request that was sent on. */
  | 'response'
  /** A request of a call, sent on to its other end. */
  | 'forwarded'
  /** Cannot be read, and cannot be answered. */
  | 'dropped'
  /** The source has had its answers for this second. */
  | 'throttled'
  /** The answer would have been more than twice the request, to a sender that is not proved. */
  | 'amplifying';

export interface Observation {
  readonly outcome: Outcome;
  readonly transport: TransportName;
  /** A registered method, else `other`; undefined when there was no request. */
  readonly method?: string | undefined;
  readonly status?: number | undefined;
  /** Why it was refused, in one of our own words: `digest`, `stale`, `unknown-domain`. */
  readonly why?: string | undefined;
}

/** What a step of the server wants done. Bindings are in their store already. */
export interface UasEffects {
  readonly sends: readonly Send[];
  readonly events: readonly BindingEvent[];
  readonly observations: readonly Observation[];
  /** Calls that changed, each as it is now. */
  readonly reports: readonly CallReport[];
  /** A surprise on the way; the request got a 500. */
  readonly failure?: unknown;
}

const NONE: readonly never[] = [];

export const NO_EFFECTS: UasEffects = {
  sends: NONE,
  events: NONE,
  observations: NONE,
  reports: NONE,
};

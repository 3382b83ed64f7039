export interface Saturation {
  readonly port: number;
  /** How many requests are under way at any time. */
  readonly connections: number;
  readonly seconds: number;
  /** Of logins; never used before. */
  readonly prefix: string;
}

export interface Saturated {
  /** Answered within the time. */
  readonly perSecond: number;
  readonly latencies: Float64Array;
  /** Not answered with 201. */
  readonly refused: number;
}

export interface Pace {
  readonly port: number;
  readonly connections: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly prefix: string;
  /** Seconds of `Prefer: wait`; absent: without. */
  readonly wait?: number;
}

export interface Hold {
  readonly port: number;
  /** How many callers wait. */
  readonly callers: number;
  readonly prefix: string;
}

/** A Client that was created; times by CLOCK_MONOTONIC, milliseconds. */
export interface PacedWrite {
  readonly sid: string;
  readonly sentAt: number;
  readonly answeredAt: number;
}

export interface Paced {
  readonly writes: readonly PacedWrite[];
  /** How late the timer of each request was, milliseconds: what this machine adds to any wait. */
  readonly lateness: Float64Array;
}

export interface BulkImport {
  readonly port: number;
  readonly rows: number;
  readonly prefix: string;
}

export interface BulkImported {
  readonly seconds: number;
  readonly created: number;
}

export type LoadQuestions = {
  /** Imports Clients in one request. Throws when it is not complete. */
  readonly import: (asked: BulkImport) => Promise<BulkImported>;
  /** Creates Clients as fast as they are answered. */
  readonly saturate: (asked: Saturation) => Promise<Saturated>;
  /** Creates Clients at a steady rate, whatever the answers do. Throws when one is refused. */
  readonly pace: (asked: Pace) => Promise<Paced>;
  /** Has callers create a Client each and wait for all units; resolves when all have asked. */
  readonly hold: (asked: Hold) => Promise<null>;
  /** Lets them hang up. */
  readonly release: (nothing: null) => null;
};

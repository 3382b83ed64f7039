/** How a side is loaded in each round. */
export interface Plan {
  readonly perSecond: number;
  readonly seconds: number;
  readonly warmUps: number;
  readonly rounds: number;
}

/** One round of one side, milliseconds. */
export interface Sample {
  /** From the answer (raw: from the call of `send`) to visible (raw: consumed). */
  readonly delays: Float64Array;
  /** From the request to its answer; empty without requests. */
  readonly answers: Float64Array;
  /** From the request to visible; empty without requests. */
  readonly whole: Float64Array;
  /** How late a timer was in the process that sends the requests; empty without requests. */
  readonly lateness: Float64Array;
}

export const FULL: Plan = { perSecond: 150, seconds: 6, warmUps: 1, rounds: 7 };
export const QUICK: Plan = { perSecond: 150, seconds: 1, warmUps: 1, rounds: 1 };

export interface ParserPlan {
  readonly seed: number;
  readonly messages: number;
}

export interface Parsed {
  readonly perCpuSecond: number;
  /** What became of them. */
  readonly read: number;
  readonly refused: number;
  readonly dropped: number;
  readonly bytes: number;
  /** The longest that one took, microseconds: whatever else the machine did meanwhile is in it. */
  readonly worstMicros: number;
  /** The same for the slowest ones when they were read again and again: theirs alone. */
  readonly worstRepeatedMicros: number;
  /** Octets of the message that was slowest when repeated. */
  readonly worstBytes: number;
}

export type ParserQuestions = {
  /** Reads and checks mutations of the messages of RFC 4475. */
  readonly mutants: (plan: ParserPlan) => Parsed;
  /** @returns how many plain REGISTER requests per CPU second are read, checked and answered with 200. */
  readonly registers: (messages: number) => number;
};

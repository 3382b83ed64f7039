/** Which records were handled, and when, by CLOCK_MONOTONIC; both lists have the same order. */
export interface Timed {
  readonly keys: readonly string[];
  readonly at: Float64Array;
}

export interface RawPlace {
  readonly brokers: readonly string[];
  readonly topic: string;
}

export interface RawPace {
  readonly perSecond: number;
  readonly seconds: number;
  /** Number of the first Client whose record is sent; never used before. */
  readonly from: number;
}

export type RawQuestions = {
  readonly openProducer: (place: RawPlace) => Promise<void>;
  readonly openConsumer: (place: RawPlace) => Promise<void>;
  /** Sends records one by one. @returns when each was handed to kafkajs. */
  readonly produce: (asked: RawPace) => Promise<Timed>;
  /** @returns what was consumed since this was asked before. */
  readonly consumed: (nothing: null) => Timed;
};

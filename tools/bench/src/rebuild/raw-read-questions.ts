export interface RawRead {
  readonly brokers: readonly string[];
  readonly prefix: string;
  /** How many there are to read. */
  readonly records: number;
}

export type RawReadQuestions = {
  /** Reads all of `tandem.clients` with kafkajs alone. */
  readonly read: (asked: RawRead) => Promise<{ readonly seconds: number }>;
};

/** What the process of a shared stack says when it is up. */
export interface SharedStackReport {
  /** Variables for the specs: KAFKA_BROKERS, MONGODB_URI. */
  readonly env: Readonly<Record<string, string>>;
  /** For each part that there is not: why. */
  readonly reasons: Readonly<Partial<Record<'kafka' | 'mongo', string>>>;
}

/** The variable in which the specs find why a part is missing. */
export const REASON_VARIABLE = { kafka: 'STACK_NO_KAFKA', mongo: 'STACK_NO_MONGO' } as const;

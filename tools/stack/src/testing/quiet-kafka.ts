import { Kafka } from 'kafkajs';

export interface QuietKafkaOptions {
  readonly clientId?: string;
  /** Attempts after the first one of whatever fails; all 30 take about 16 s. */
  readonly retries?: number;
}

/**
 * A kafkajs client for tests: silent, and with short retries. By default (300 ms at first) each commit stumbles over
 * CONCURRENT_TRANSACTIONS while the broker finishes the transaction before.
 */
export function quietKafka(brokers: readonly string[], options: QuietKafkaOptions = {}): Kafka {
  const { clientId = 'tandem-test', retries = 30 } = options;
  return new Kafka({
    clientId,
    brokers: [...brokers],
    logCreator: () => () => undefined,
    retry: { initialRetryTime: 5, factor: 0.2, multiplier: 1.3, retries, maxRetryTime: 1000 },
  });
}

import { withDeadline } from '@tandem/kernel';
import { Kafka } from 'kafkajs';
import type { RetryOptions } from 'kafkajs';
import type { KafkaSettings } from '../options.ts';
import { logRouter } from './log-router.ts';
import { Sockets } from './sockets.ts';
import { silenceTimeoutNegativeWarning } from './timeout-negative-warning.ts';

/**
 * Measured: with kafkajs' default (300 ms at first) every commit stumbles over CONCURRENT_TRANSACTIONS while the broker
 * still writes the markers of the transaction before. All of these attempts take about 10 s.
 */
export const QUICK_RETRY: RetryOptions = {
  initialRetryTime: 5,
  factor: 0.2,
  multiplier: 1.3,
  retries: 24,
  maxRetryTime: 1000,
};

/** For what its caller tries again by itself. */
export const SHORT_RETRY: RetryOptions = {
  initialRetryTime: 50,
  factor: 0.2,
  multiplier: 2,
  retries: 3,
  maxRetryTime: 1000,
};

interface Connectable {
  connect(): Promise<void>;
  disconnect(): Promise<void>;
}

/** How long a polite goodbye may take before the sockets are closed. */
const GOODBYE_MS = 2000;

/** One kafkajs client with sockets of its own, so that it can be ended for good. */
export class KafkaClient {
  readonly kafka: Kafka;
  readonly #sockets = new Sockets();
  readonly #settings: KafkaSettings;

  constructor(settings: KafkaSettings, retry: RetryOptions) {
    silenceTimeoutNegativeWarning();
    this.#settings = settings;
    this.kafka = new Kafka({
      // kafkajs retries whatever fails, but not an empty list of brokers: an ended client gives up at once.
      brokers: () => (this.#sockets.destroyed ? [] : [...settings.brokers]),
      clientId: settings.clientId,
      ...(settings.ssl !== false && { ssl: settings.ssl }),
      ...(settings.sasl !== undefined && { sasl: settings.sasl }),
      connectionTimeout: settings.timing.connectMs,
      requestTimeout: settings.timing.requestMs,
      retry,
      logCreator: logRouter(settings.logger, () => this.#sockets.destroyed),
      socketFactory: this.#sockets.factory,
    });
  }

  /** Connects a producer, consumer or admin of this client; ends the client if that takes too long. */
  async connect(part: Connectable): Promise<void> {
    try {
      await withDeadline(part.connect(), this.#settings.timing.publishMs, 'connecting to Kafka');
    } catch (error) {
      this.cutOff(part);
      throw error;
    }
  }

  /** Disconnects; whatever goes on after the given time is cut off. Never rejects. */
  async end(part: Connectable, goodbyeMs = GOODBYE_MS): Promise<void> {
    try {
      await withDeadline(part.disconnect(), goodbyeMs, 'disconnecting from Kafka');
      this.#sockets.destroy();
    } catch {
      this.cutOff(part);
    }
  }

  /** Ends it at once: requests in flight fail, and what is tried again cannot connect. */
  cutOff(part: Connectable): void {
    this.#sockets.destroy();
    part.disconnect().catch(() => undefined);
  }
}

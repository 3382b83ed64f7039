import type { ConnectionOptions } from 'node:tls';
import { DEFAULT_PARTITIONS } from '@tandem/event-log';
import { systemClock, systemRandom } from '@tandem/kernel';
import type { Clock, Random } from '@tandem/kernel';
import { silentLogger } from '@tandem/telemetry';
import type { Logger } from '@tandem/telemetry';
import type { SASLOptions } from 'kafkajs';

/** Bounds and intervals, milliseconds. The defaults suit production; tests shorten them. */
export interface KafkaTiming {
  readonly connectMs: number;
  readonly requestMs: number;
  /** The broker aborts a transaction that is open for longer: an open one stops all readers. */
  readonly transactionMs: number;
  /** Longest wait for a publish or a write, retries included. */
  readonly publishMs: number;
  /** How long `close` waits for a running handler. */
  readonly closeMs: number;
  /** After how long without a heartbeat the broker gives a consumer's partitions away. */
  readonly sessionMs: number;
  /** How long the broker holds a fetch when there is nothing to read. */
  readonly fetchWaitMs: number;
  /** How often a consumer compares its positions with the ends of its partitions. */
  readonly checkEveryMs: number;
  /** After how long without an answer to a fetch a consumer is made anew. */
  readonly silenceMs: number;
}

export interface KafkaEventLogOptions {
  /** Bootstrap addresses, `host:port`. */
  readonly brokers: readonly string[];
  readonly clientId?: string;
  /** Stands before every topic, group and transactional id, for several Tandems on one cluster. Default none. */
  readonly prefix?: string;
  /** Partitions of topics declared `many`; fixed once they are made. Default `DEFAULT_PARTITIONS`. */
  readonly partitions?: number;
  /** Of topics that are made. Default 1, for a single broker; production 3. */
  readonly replicationFactor?: number;
  /** Of topics that are made. Default 1; production 2. */
  readonly minInsyncReplicas?: number;
  readonly ssl?: boolean | ConnectionOptions;
  readonly sasl?: SASLOptions;
  readonly logger?: Logger;
  readonly clock?: Clock;
  readonly random?: Random;
  readonly timing?: Partial<KafkaTiming>;
}

export interface KafkaSettings extends Required<Omit<KafkaEventLogOptions, 'ssl' | 'sasl' | 'timing'>> {
  readonly ssl: boolean | ConnectionOptions;
  readonly sasl: SASLOptions | undefined;
  readonly timing: KafkaTiming;
}

const TIMING: KafkaTiming = {
  connectMs: 3000,
  requestMs: 8000,
  transactionMs: 10_000,
  publishMs: 15_000,
  closeMs: 10_000,
  sessionMs: 30_000,
  fetchWaitMs: 500,
  checkEveryMs: 5000,
  silenceMs: 20_000,
};

/** Fills in the defaults. */
export const kafkaSettings = (options: KafkaEventLogOptions): KafkaSettings => ({
  clientId: 'tandem',
  prefix: '',
  partitions: DEFAULT_PARTITIONS,
  replicationFactor: 1,
  minInsyncReplicas: 1,
  logger: silentLogger,
  clock: systemClock,
  random: systemRandom,
  ...options,
  ssl: options.ssl ?? false,
  sasl: options.sasl,
  timing: { ...TIMING, ...options.timing },
});

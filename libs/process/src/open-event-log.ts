import type { DataDir } from '@tandem/data-dir';
import { DEFAULT_PARTITIONS } from '@tandem/event-log';
import type { EventLog } from '@tandem/event-log';
import { openKafkaEventLog } from '@tandem/event-log-kafka';
import type { KafkaEventLogOptions } from '@tandem/event-log-kafka';
import { openSqliteEventLog } from '@tandem/event-log-sqlite';
import { TandemError } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import type { ProcessConfig } from './process-options.ts';

const saslOf = (config: ProcessConfig): Pick<KafkaEventLogOptions, 'sasl'> => {
  const { saslMechanism: mechanism, saslUsername: username, saslPassword: password } = config;
  if (mechanism === 'none') return {};
  if (username === undefined || password === undefined) {
    throw new TandemError(
      'CONFIG_INVALID',
      'KAFKA_SASL_MECHANISM needs KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD',
    );
  }
  return { sasl: { mechanism, username, password } };
};

/** The event log on Kafka. Throws `CONFIG_INVALID` without brokers: processes of their own need them. */
export const openKafka = (config: ProcessConfig, logger: Logger): EventLog => {
  const { brokers, partitions, replicationFactor, minInsyncReplicas, ssl } = config;
  if (brokers.length === 0) {
    throw new TandemError(
      'CONFIG_INVALID',
      'KAFKA_BROKERS is not set; processes of their own need Kafka (npm run stack starts one), npm start runs all in one without',
    );
  }
  return openKafkaEventLog({
    brokers,
    partitions,
    replicationFactor,
    minInsyncReplicas,
    ssl,
    logger,
    ...saslOf(config),
  });
};

/** The event log on Kafka where brokers are given, else in a file of the data directory. */
export const openEventLog = (config: ProcessConfig, dir: DataDir, logger: Logger): EventLog =>
  config.brokers.length > 0
    ? openKafka(config, logger)
    : openSqliteEventLog({ file: dir.file('event-log.db'), partitions: DEFAULT_PARTITIONS, logger });

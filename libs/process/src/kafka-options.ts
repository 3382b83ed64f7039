import { integer, list, onOff, oneOf, optionalSecret, optionalText } from '@tandem/config';

/** How a process reaches the brokers, and how it makes topics that are missing. */
export const KAFKA_OPTIONS = {
  brokers: list({
    key: 'KAFKA_BROKERS',
    fallback: '',
    form: 'host:port,…',
    doc: 'the Kafka brokers; without them the event log is a SQLite file in the data directory (`npm start` only)',
  }),
  partitions: integer({
    key: 'KAFKA_PARTITIONS',
    fallback: '16',
    min: 1,
    max: 1024,
    doc: 'partitions of the topics that have many; fixed for ever once they are made',
  }),
  replicationFactor: integer({
    key: 'KAFKA_REPLICATION_FACTOR',
    fallback: '1',
    min: 1,
    max: 15,
    doc: 'replicas of each topic that is made; 3 in production',
  }),
  minInsyncReplicas: integer({
    key: 'KAFKA_MIN_INSYNC_REPLICAS',
    fallback: '1',
    min: 1,
    max: 15,
    doc: '`min.insync.replicas` of each topic that is made; 2 in production',
  }),
  ssl: onOff({ key: 'KAFKA_SSL', fallback: 'off', doc: 'TLS to the brokers' }),
  saslMechanism: oneOf({
    key: 'KAFKA_SASL_MECHANISM',
    fallback: 'none',
    values: ['none', 'plain', 'scram-sha-256', 'scram-sha-512'],
    doc: 'SASL to the brokers',
  }),
  saslUsername: optionalText({ key: 'KAFKA_SASL_USERNAME', doc: 'SASL user name' }),
  saslPassword: optionalSecret({ key: 'KAFKA_SASL_PASSWORD', doc: 'SASL password' }),
} as const;

import { jest } from '@jest/globals';
import { describeEventLog } from '@tandem/event-log/testing';
import { describeWithKafka } from '@tandem/stack/testing';
import { createKafkaHarness } from './testing/kafka-harness.ts';
import type { KafkaHarness } from './testing/kafka-harness.ts';

jest.setTimeout(60_000);

const PARTITIONS = 4;

describeWithKafka('the contract on Kafka', (brokers) => {
  describeEventLog({
    name: 'the Kafka log',
    partitions: PARTITIONS,
    patienceMs: 20_000,
    create: () => createKafkaHarness(brokers, { partitions: PARTITIONS }),
    openWithPartitions: async (harness, partitions) => (harness as KafkaHarness).openWith({ partitions }),
  });
});

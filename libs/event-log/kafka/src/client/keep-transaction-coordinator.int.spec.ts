import { expect, it, jest } from '@jest/globals';
import { TOPICS } from '@tandem/contracts';
import { checkpointAt } from '@tandem/event-log/testing';
import { startKafkaBehindProxy } from '@tandem/stack';
import { describeWithOwnServers } from '@tandem/stack/testing';
import { closeServers } from '../testing/close-servers.ts';
import { createKafkaHarness } from '../testing/kafka-harness.ts';
import { saying, valuesOf } from '../testing/reading.ts';

jest.setTimeout(60_000);

const FIND_COORDINATOR = 10;
const KEY_OFFSET = 4;

describeWithOwnServers(['kafka'], 'the coordinator of a transactional id', () => {
  it('is asked for once a producer, not with each transaction', async () => {
    const servers = await startKafkaBehindProxy();
    const harness = await createKafkaHarness(servers.kafka.brokers, { partitions: 1 });
    try {
      const log = harness.openWith({ brokers: servers.proxiedBrokers });
      await log.ensureTopics(Object.values(TOPICS));
      const publisher = await log.openPublisher();
      let asked = 0;
      servers.proxy.intercept(({ direction, data }) => {
        // A request is small and comes in one piece: its length, then its API key.
        const isRequest = direction === 'toTarget' && data.length > KEY_OFFSET + 2;
        if (isRequest && data.readInt16BE(KEY_OFFSET) === FIND_COORDINATOR) asked += 1;
        return 'forward';
      });
      for (const text of ['A', 'B', 'C', 'D']) await publisher.publish([saying(text)], checkpointAt(1));
      expect(asked).toBe(0);
      servers.proxy.intercept(undefined);
      expect(await valuesOf(log)).toEqual(['A', 'B', 'C', 'D']);
    } finally {
      await harness.dispose();
      await closeServers(servers);
    }
  });
});

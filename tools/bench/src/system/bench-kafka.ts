import { randomBytes } from 'node:crypto';
import { DEFAULT_PARTITIONS } from '@tandem/event-log';
import { resolveStack } from '@tandem/stack';
import { waitFor } from '@tandem/testing';
import { Kafka } from 'kafkajs';
import type { Admin } from 'kafkajs';
import type { Resources } from '../harness/resources.ts';

/** A broker for one benchmark, and a name that its topics begin with. */
export interface BenchKafka {
  readonly brokers: readonly string[];
  readonly prefix: string;
  /** Makes a topic partitioned like `tandem.clients`. @returns its name in the cluster. */
  makeTopic(name: string): Promise<string>;
}

const PREFIX_BYTES = 4;

const hasLeaders = async (admin: Admin, topic: string): Promise<boolean> => {
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  return topics[0]?.partitions.every(({ leader }) => leader >= 0) ?? false;
};

/**
 * The broker that KAFKA_BROKERS names, else one from tools/stack; topics made on it are deleted at the end.
 * @returns why there is none, where there is none.
 */
export const benchKafka = async (
  resources: Resources,
  progress: (line: string) => void,
): Promise<BenchKafka | string> => {
  const stack = await resolveStack({ need: ['kafka'], progress, kafkaJvm: 'steady' });
  if (!stack.available) return stack.reason;
  resources.add(stack, (opened) => opened.close());
  const { brokers } = stack;
  const prefix = `bench-${randomBytes(PREFIX_BYTES).toString('hex')}.`;
  const kafka = new Kafka({ clientId: 'bench', brokers: [...brokers], logCreator: () => () => undefined });
  const admin = resources.add(kafka.admin(), (opened) => opened.disconnect());
  await admin.connect();
  resources.add(admin, async () => {
    const topics = (await admin.listTopics()).filter((topic) => topic.startsWith(prefix));
    if (topics.length > 0) await admin.deleteTopics({ topics });
  });
  return {
    brokers,
    prefix,
    makeTopic: async (name) => {
      const topic = prefix + name;
      await admin.createTopics({
        topics: [{ topic, numPartitions: DEFAULT_PARTITIONS }],
        waitForLeaders: false,
      });
      // kafkajs's own waiting gives up when the broker does not know the topic yet.
      await waitFor(() => hasLeaders(admin, topic), { what: `the leaders of ${topic}` });
      return topic;
    },
  };
};

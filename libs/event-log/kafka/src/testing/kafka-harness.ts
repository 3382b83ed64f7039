import { randomBytes } from 'node:crypto';
import type { EventLog } from '@tandem/event-log';
import type { EventLogHarness } from '@tandem/event-log/testing';
import { quietKafka } from '@tandem/stack/testing';
import type { Admin } from 'kafkajs';
import { openKafkaEventLog } from '../index.ts';
import type { KafkaEventLogOptions } from '../index.ts';

export interface KafkaHarness extends EventLogHarness {
  /** Stands before all names of this harness in the cluster. */
  readonly prefix: string;
  openWith(options: Partial<KafkaEventLogOptions>): EventLog;
  /** Runs `work` with a kafkajs admin of the test's own. */
  admin<T>(work: (admin: Admin) => Promise<T>): Promise<T>;
}

/** A log of its own on a broker that others use too. */
export const createKafkaHarness = async (
  brokers: readonly string[],
  defaults: Partial<KafkaEventLogOptions> = {},
): Promise<KafkaHarness> => {
  const prefix = `spec-${randomBytes(6).toString('hex')}.`;
  const opened: EventLog[] = [];
  const openWith = (options: Partial<KafkaEventLogOptions>): EventLog => {
    const { timing, ...rest } = { ...defaults, ...options };
    const log = openKafkaEventLog({ brokers, prefix, ...rest, timing: { fetchWaitMs: 100, ...timing } });
    opened.push(log);
    return log;
  };
  const admin = async <T>(work: (client: Admin) => Promise<T>): Promise<T> => {
    const client = quietKafka(brokers).admin();
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.disconnect();
    }
  };
  return {
    prefix,
    openWith,
    open: async () => openWith({}),
    admin,
    dispose: async () => {
      await Promise.all(opened.map((log) => log.close()));
      await admin(async (client) => {
        const topics = (await client.listTopics()).filter((topic) => topic.startsWith(prefix));
        if (topics.length > 0) await client.deleteTopics({ topics });
      });
    },
  };
};

import { setTimeout as delay } from 'node:timers/promises';
import type { TopicSpec } from '@tandem/contracts';
import { assertAsDeclared, assertPartition, noSuchTopic } from '@tandem/event-log';
import type { ExistingTopic, LogRecord } from '@tandem/event-log';
import kafkajs from 'kafkajs';
import type { SharedAdmin } from '../client/shared-admin.ts';
import { kafkaErrorTypes } from '../kafka-errors.ts';
import type { Names } from '../names.ts';
import type { KafkaSettings } from '../options.ts';
import { partitionBounds } from './partition-bounds.ts';
import { topicConfig } from './topic-config.ts';

/** How often, and how long apart, to look for topics that were just made: metadata spread with a delay. */
const LOOKS = 40;
const LOOK_PAUSE_MS = 100;

/** The topics of the cluster: made as declared, then never changed, so that their partition counts are remembered. */
export class TopicDirectory {
  readonly #admin: SharedAdmin;
  readonly #names: Names;
  readonly #settings: KafkaSettings;
  readonly #counts = new Map<string, number>();

  constructor(admin: SharedAdmin, names: Names, settings: KafkaSettings) {
    this.#admin = admin;
    this.#names = names;
    this.#settings = settings;
  }

  /** Makes what is missing; several processes may do so at once. */
  async ensure(specs: readonly TopicSpec[]): Promise<void> {
    const existing = await this.#describe(specs.map(({ name }) => name));
    const missing = specs.filter(({ name }) => !existing.has(name));
    if (missing.length > 0) await this.#create(missing);
    const all = missing.length > 0 ? await this.#whenVisible(specs) : existing;
    // Metadata name a leader a little before the leader itself knows.
    for (const { name } of missing) await partitionBounds(this.#admin, this.#names.topic(name));
    for (const spec of specs) {
      const found = all.get(spec.name);
      if (found === undefined) throw noSuchTopic(spec.name);
      assertAsDeclared(spec, found, this.#settings.partitions);
    }
  }

  /** The number of partitions, as the cluster says now. Throws `LOG_MISCONFIGURED` if there is no such topic. */
  async lookUp(topic: string): Promise<number> {
    const counts = await this.#partitionCounts([topic]);
    const count = counts.get(topic);
    if (count === undefined) throw noSuchTopic(topic);
    this.#counts.set(topic, count);
    return count;
  }

  /** Throws `LOG_MISCONFIGURED` for a place that does not exist: kafkajs would drop its records without a word. */
  async assertPlaces(records: readonly LogRecord[]): Promise<void> {
    for (const { topic, partition } of records) {
      assertPartition(topic, partition, this.#counts.get(topic) ?? (await this.lookUp(topic)));
    }
  }

  async #create(specs: readonly TopicSpec[]): Promise<void> {
    const topics = specs.map((spec) => topicConfig(spec, this.#names.topic(spec.name), this.#settings));
    await this.#admin.run('create topics', async (admin) => {
      try {
        await admin.createTopics({ topics, waitForLeaders: false });
      } catch (error) {
        // Another process was quicker with some of them.
        if (!kafkaErrorTypes(error).includes('TOPIC_ALREADY_EXISTS')) throw error;
      }
    });
  }

  async #whenVisible(specs: readonly TopicSpec[]): Promise<ReadonlyMap<string, ExistingTopic>> {
    for (let look = 1; ; look++) {
      const found = await this.#describe(specs.map(({ name }) => name));
      if (found.size === specs.length || look === LOOKS) return found;
      await delay(LOOK_PAUSE_MS);
    }
  }

  async #describe(topics: readonly string[]): Promise<ReadonlyMap<string, ExistingTopic>> {
    const counts = await this.#partitionCounts(topics);
    const cleanups = await this.#cleanupPolicies([...counts.keys()]);
    return new Map(
      [...counts].map(([name, partitions]) => [name, { partitions, cleanup: cleanups.get(name) ?? '' }]),
    );
  }

  /** Partition counts of those topics that exist and have leaders. */
  async #partitionCounts(topics: readonly string[]): Promise<Map<string, number>> {
    return this.#admin.run('read topics', async (admin) => {
      const all = new Set(await admin.listTopics());
      const there = topics.map((topic) => this.#names.topic(topic)).filter((name) => all.has(name));
      if (there.length === 0) return new Map<string, number>();
      const { topics: found } = await admin.fetchTopicMetadata({ topics: there });
      return new Map(found.map(({ name, partitions }) => [this.#names.topicOf(name), partitions.length]));
    });
  }

  async #cleanupPolicies(topics: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (topics.length === 0) return new Map();
    const resources = topics.map((topic) => ({
      type: kafkajs.ConfigResourceTypes.TOPIC,
      name: this.#names.topic(topic),
      configNames: ['cleanup.policy'],
    }));
    const answer = await this.#admin.run('read topic settings', (admin) =>
      admin.describeConfigs({ resources, includeSynonyms: false }),
    );
    return new Map(
      answer.resources.map(({ resourceName, configEntries }) => [
        this.#names.topicOf(resourceName),
        configEntries.find(({ configName }) => configName === 'cleanup.policy')?.configValue ?? '',
      ]),
    );
  }
}

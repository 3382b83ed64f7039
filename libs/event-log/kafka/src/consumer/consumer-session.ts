import type { SubscribeOptions } from '@tandem/event-log';
import { TandemError, withDeadline } from '@tandem/kernel';
import type { Logger } from '@tandem/telemetry';
import type { Consumer, ConsumerEndBatchProcessEvent, EachBatchPayload } from 'kafkajs';
import { KafkaClient, SHORT_RETRY } from '../client/kafka-client.ts';
import { deferred } from '../deferred.ts';
import { kafkaError } from '../kafka-errors.ts';
import { storedRecord } from '../messages.ts';
import type { KafkaParts } from '../parts.ts';
import { partitionBounds } from '../topics/partition-bounds.ts';
import { EndWatch } from './end-watch.ts';
import { PartitionControl } from './partition-control.ts';
import { PartitionFeed } from './partition-feed.ts';

/** Of a transaction's batch at most, so that a fetch always brings something. */
const MAX_BYTES_PER_PARTITION = 512 * 1024;
/** Of all partitions together: kafkajs decodes a whole answer in one go, and nobody is served meanwhile. */
const MAX_BYTES = 2 * 1024 * 1024;
/** Batches of different partitions that may be handled at once. */
const CONCURRENT_PARTITIONS = 16;

export interface SessionOptions {
  readonly parts: KafkaParts;
  readonly subscription: SubscribeOptions;
  readonly logger: Logger;
  /** Told after each join how many of all partitions are held. */
  readonly onJoined: (held: number, all: number) => void;
}

/**
 * One life of a kafkajs consumer, under a group of its own. kafkajs cannot be assigned partitions: it joins a group as
 * its only member and is sent to the reader's positions at every join, as it would start at the beginning otherwise.
 */
export class ConsumerSession {
  readonly #options: SessionOptions;
  readonly #client: KafkaClient;
  readonly #group: string;
  readonly #consumer: Consumer;
  readonly #control: PartitionControl;
  readonly #watch: EndWatch;
  readonly #failed = deferred<never>();
  #feeds: readonly PartitionFeed[] = [];
  #groupMade = false;
  #closed = false;

  constructor(options: SessionOptions) {
    const { settings, names } = options.parts;
    this.#options = options;
    this.#client = new KafkaClient(settings, SHORT_RETRY);
    this.#group = names.group(options.subscription.reader, settings.random);
    this.#consumer = this.#makeConsumer();
    this.#control = new PartitionControl({
      consumer: this.#consumer,
      names,
      random: settings.random,
      logger: options.logger,
      onRefused: (error) => this.#failed.reject(error),
      onResumed: () => this.#watch.soon(),
    });
    this.#watch = new EndWatch({
      settings,
      boundsOf: (topic) => partitionBounds(options.parts.admin, names.topic(topic)),
      feeds: () => this.#feeds.filter((feed) => !this.#control.holds(feed)),
      onOutcome: (feed, outcome) => this.#control.settle(feed, outcome),
      onBehind: (feed) => this.#control.reset(feed, 'the log ends below the stored position'),
      onSilence: (error) => this.#failed.reject(error),
    });
    // It may fail while nobody waits.
    this.#failed.promise.catch(() => undefined);
  }

  /** Reads until it cannot go on, or `close` is called; then rejects. */
  async run(): Promise<never> {
    const { silenceMs } = this.#options.parts.settings.timing;
    try {
      const started = withDeadline(this.#start(), silenceMs, 'joining the group');
      await Promise.race([started, this.#failed.promise]);
      return await this.#failed.promise;
    } catch (error) {
      throw kafkaError(error, 'read');
    }
  }

  /** Resolves when no handler runs any more. Bounded, but for a handler that never ends. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#failed.reject(new TandemError('CLOSED', 'the consumer was closed'));
    this.#watch.stop();
    this.#control.close();
    const handlers = Promise.all(this.#feeds.map((feed) => feed.close()));
    await this.#client.end(this.#consumer, this.#options.parts.settings.timing.closeMs);
    await handlers;
    await this.#deleteGroup();
  }

  #makeConsumer(): Consumer {
    const { sessionMs, fetchWaitMs } = this.#options.parts.settings.timing;
    return this.#client.kafka.consumer({
      groupId: this.#group,
      sessionTimeout: sessionMs,
      heartbeatInterval: Math.floor(sessionMs / 10),
      rebalanceTimeout: sessionMs,
      maxWaitTimeInMs: fetchWaitMs,
      maxBytes: MAX_BYTES,
      maxBytesPerPartition: MAX_BYTES_PER_PARTITION,
      allowAutoTopicCreation: false,
      // After a crash the next session takes a new group, in which no dead member holds partitions.
      retry: { ...SHORT_RETRY, restartOnFailure: () => Promise.resolve(false) },
    });
  }

  async #start(): Promise<void> {
    const { parts, subscription } = this.#options;
    const counts = await Promise.all(subscription.topics.map((topic) => parts.directory.lookUp(topic)));
    this.#feeds = subscription.topics.flatMap((topic, i) =>
      Array.from({ length: counts[i] ?? 0 }, (_, p) => new PartitionFeed(topic, p, subscription.handlers)),
    );
    this.#listen();
    await this.#client.connect(this.#consumer);
    const topics = subscription.topics.map((topic) => parts.names.topic(topic));
    await this.#consumer.subscribe({ topics, fromBeginning: true });
    await this.#consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: Math.min(this.#feeds.length, CONCURRENT_PARTITIONS),
      eachBatch: (payload) => this.#eachBatch(payload),
    });
  }

  #listen(): void {
    const { events } = this.#consumer;
    this.#consumer.on(events.GROUP_JOIN, ({ payload }) => this.#joined(payload.memberAssignment));
    this.#consumer.on(events.CRASH, ({ payload }) => this.#failed.reject(payload.error));
    this.#consumer.on(events.FETCH, () => this.#watch.fetched());
    this.#consumer.on(events.END_BATCH_PROCESS, ({ payload }) => this.#passed(payload));
  }

  #joined(assignment: Readonly<Record<string, readonly number[]>>): void {
    const held = Object.entries(assignment).flatMap(([topic, partitions]) =>
      partitions.flatMap((partition) => this.#feedOf(topic, partition) ?? []),
    );
    for (const feed of held) if (!this.#control.holds(feed)) this.#control.restart(feed);
    this.#groupMade = true;
    this.#watch.start();
    this.#options.onJoined(held.length, this.#feeds.length);
  }

  async #eachBatch(payload: EachBatchPayload): Promise<void> {
    const { batch } = payload;
    const isStale = (): boolean => this.#closed || payload.isStale();
    const feed = this.#feedOf(batch.topic, batch.partition);
    if (feed === undefined || isStale() || !payload.isRunning()) return;
    const outcome = await feed.take(
      {
        records: batch.messages.map((message) => storedRecord(feed.topic, feed.partition, message)),
        firstOffset: Number(batch.firstOffset()),
        nextOffset: Number(batch.lastOffset()) + 1,
        endOffset: Number(batch.highWatermark),
      },
      isStale,
    );
    if (outcome.kind === 'taken' || outcome.kind === 'ignored') payload.resolveOffset(batch.lastOffset());
    this.#control.settle(feed, outcome);
  }

  /** kafkajs passes batches without records by itself: commit markers, aborted transactions. */
  #passed(event: ConsumerEndBatchProcessEvent['payload']): void {
    this.#watch.delivered();
    const feed = event.batchSize > 0 ? undefined : this.#feedOf(event.topic, event.partition);
    if (feed === undefined) return;
    const last = Number(event.lastOffset);
    const first = event.firstOffset === null ? last : Number(event.firstOffset);
    void feed
      .pass(first, last + 1, Number(event.highWatermark))
      .then((outcome) => this.#control.settle(feed, outcome));
  }

  #feedOf(physical: string, partition: number): PartitionFeed | undefined {
    const topic = this.#options.parts.names.topicOf(physical);
    return this.#feeds.find((feed) => feed.topic === topic && feed.partition === partition);
  }

  async #deleteGroup(): Promise<void> {
    if (!this.#groupMade) return;
    const { admin, settings } = this.#options.parts;
    const deleting = admin.run('delete the group', (client) => client.deleteGroups([this.#group]));
    // A group that stays is empty, costs nothing, and the broker removes it in its own time.
    await withDeadline(deleting, settings.timing.connectMs, 'deleting the group').catch(() => undefined);
  }
}

import { RELAY_CHECKPOINT_KEY, TOPICS } from '@tandem/contracts';
import type { LogRecord, RawPublisher } from '@tandem/event-log';
import { withDeadline } from '@tandem/kernel';
import { Partitioners } from 'kafkajs';
import type { Producer, RecordMetadata } from 'kafkajs';
import { readLastValue } from './checkpoint-reader.ts';
import { KafkaClient, QUICK_RETRY } from './client/kafka-client.ts';
import { kafkaError } from './kafka-errors.ts';
import { toTopicMessages } from './messages.ts';
import type { KafkaParts } from './parts.ts';

const ALL_REPLICAS = -1;

/**
 * A transactional producer under the one transactional id. After any error it is thrown away and never used again: kafkajs
 * would reuse its sequence numbers, and the broker drops the next transaction as a duplicate while its commit resolves.
 */
export class KafkaPublisher implements RawPublisher {
  readonly #parts: KafkaParts;
  readonly #client: KafkaClient;
  readonly #producer: Producer;
  #committedUpTo = 0;

  private constructor(parts: KafkaParts) {
    const { settings, names } = parts;
    this.#parts = parts;
    this.#client = new KafkaClient(settings, QUICK_RETRY);
    this.#producer = this.#client.kafka.producer({
      transactionalId: names.transactionalId,
      transactionTimeout: settings.timing.transactionMs,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
  }

  /**
   * Connects and fences: InitProducerId raises the epoch and ends the transaction of whoever was before, and kafkajs asks
   * for it only with the first transaction, so an empty one is made.
   */
  static async open(parts: KafkaParts): Promise<KafkaPublisher> {
    const publisher = new KafkaPublisher(parts);
    await publisher.#bounded('open a publisher', async () => {
      await publisher.#client.connect(publisher.#producer);
      const first = await publisher.#producer.transaction();
      await first.abort();
    });
    return publisher;
  }

  async readCheckpoint(): Promise<Buffer | null> {
    return readLastValue(this.#parts, {
      topic: TOPICS.relay.name,
      key: RELAY_CHECKPOINT_KEY,
      committedUpTo: this.#committedUpTo,
    });
  }

  async commit(records: readonly LogRecord[]): Promise<void> {
    await this.#parts.directory.assertPlaces(records);
    await this.#bounded('publish', async () => {
      const transaction = await this.#producer.transaction();
      const stored = await transaction.sendBatch({
        acks: ALL_REPLICAS,
        topicMessages: toTopicMessages(records, this.#parts.names),
      });
      await transaction.commit();
      this.#committedUpTo = this.#endAfter(stored);
    });
  }

  /** The end of the relay topic: the checkpoint is the one record there, and a commit marker follows it. */
  #endAfter(stored: readonly RecordMetadata[]): number {
    const relay = this.#parts.names.topic(TOPICS.relay.name);
    const checkpoint = stored.find(({ topicName }) => topicName === relay);
    return Number(checkpoint?.baseOffset ?? -1) + 2;
  }

  async close(): Promise<void> {
    await this.#client.end(this.#producer);
  }

  async #bounded(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await withDeadline(work(), this.#parts.settings.timing.publishMs, what);
    } catch (error) {
      // Nothing is aborted: opening the next publisher ends the transaction.
      this.#client.cutOff(this.#producer);
      throw kafkaError(error, what);
    }
  }
}

import { Partitioners } from 'kafkajs';
import type { Producer, RecordMetadata, TopicMessages, Transaction } from 'kafkajs';
import { KafkaClient, QUICK_RETRY } from './client/kafka-client.ts';
import { keepTransactionCoordinator } from './client/keep-transaction-coordinator.ts';
import type { KafkaSettings } from './options.ts';

const ALL_REPLICAS = -1;

/**
 * A kafkajs producer under one transactional id. After any error it must be thrown away: kafkajs would reuse its sequence
 * numbers, and the broker drops the next transaction as a duplicate while its commit resolves.
 */
export class TransactionalProducer {
  readonly #client: KafkaClient;
  readonly #producer: Producer;

  constructor(settings: KafkaSettings, transactionalId: string) {
    keepTransactionCoordinator();
    this.#client = new KafkaClient(settings, QUICK_RETRY);
    this.#producer = this.#client.kafka.producer({
      transactionalId,
      transactionTimeout: settings.timing.transactionMs,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
  }

  /**
   * Connects and fences: InitProducerId raises the epoch and ends the transaction of whoever was before, and kafkajs asks
   * for it only with the first transaction, so an empty one is made.
   */
  async init(): Promise<void> {
    await this.#client.connect(this.#producer);
    const first = await this.#producer.transaction();
    await first.abort();
  }

  /** Writes and commits in one transaction. @returns where it was stored. */
  async commit(topicMessages: TopicMessages[]): Promise<readonly RecordMetadata[]> {
    const { transaction, stored } = await this.#begin(topicMessages);
    await transaction.commit();
    return stored;
  }

  /** Writes and takes back, which succeeds only while nobody has initialised this id since. */
  async prove(topicMessages: TopicMessages[]): Promise<void> {
    const { transaction } = await this.#begin(topicMessages);
    await transaction.abort();
  }

  async close(): Promise<void> {
    await this.#client.end(this.#producer);
  }

  /** Ends it at once. Nothing is aborted: initialising the id the next time ends the transaction. */
  cutOff(): void {
    this.#client.cutOff(this.#producer);
  }

  async #begin(
    topicMessages: TopicMessages[],
  ): Promise<{ readonly transaction: Transaction; readonly stored: readonly RecordMetadata[] }> {
    const transaction = await this.#producer.transaction();
    return { transaction, stored: await transaction.sendBatch({ acks: ALL_REPLICAS, topicMessages }) };
  }
}

import { RELAY_CHECKPOINT_KEY, TOPICS } from '@tandem/contracts';
import { CHECKPOINT_PARTITION } from '@tandem/event-log';
import type { LogRecord, RawPublisher } from '@tandem/event-log';
import { withDeadline } from '@tandem/kernel';
import type { RecordMetadata } from 'kafkajs';
import { readLastValue } from './checkpoint-reader.ts';
import { kafkaError } from './kafka-errors.ts';
import { toTopicMessages } from './messages.ts';
import type { KafkaParts } from './parts.ts';
import { TransactionalProducer } from './transactional-producer.ts';

/** Written and taken back by whoever opens a publisher; no reader ever sees it. */
const PROOF: LogRecord = {
  topic: TOPICS.relay.name,
  partition: CHECKPOINT_PARTITION,
  key: '$opening',
  value: Buffer.alloc(0),
  headers: {},
};

/**
 * Publishes by several transactional producers in turn. A transaction is decided when its commit resolves, but the broker
 * goes on writing its markers, and refuses that producer's next one meanwhile (CONCURRENT_TRANSACTIONS): another's can
 * begin at once. Order holds: a transaction begins after the one before is decided, and readers stop at the first that
 * is still open (the last stable offset).
 *
 * After any error all of them are thrown away.
 */
export class KafkaPublisher implements RawPublisher {
  readonly #parts: KafkaParts;
  readonly #producers: readonly TransactionalProducer[];
  #turn = 0;
  #committedUpTo = 0;

  private constructor(parts: KafkaParts) {
    this.#parts = parts;
    this.#producers = parts.names.transactionalIds.map(
      (transactionalId) => new TransactionalProducer(parts.settings, transactionalId),
    );
  }

  /**
   * Fences by initialising every id in one order, and then proves that the first is still its own: of two that open at
   * the same time only one can, whose others were then initialised before or are fenced.
   */
  static async open(parts: KafkaParts): Promise<KafkaPublisher> {
    const publisher = new KafkaPublisher(parts);
    await publisher.#bounded('open a publisher', async () => {
      for (const producer of publisher.#producers) await producer.init();
      await publisher.#next().prove(toTopicMessages([PROOF], parts.names));
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
      const stored = await this.#next().commit(toTopicMessages(records, this.#parts.names));
      this.#committedUpTo = this.#endAfter(stored);
    });
  }

  async close(): Promise<void> {
    await Promise.all(this.#producers.map((producer) => producer.close()));
  }

  /** The one that has rested longest; the first one first. */
  #next(): TransactionalProducer {
    const producer = this.#producers[this.#turn % this.#producers.length];
    this.#turn += 1;
    return producer as TransactionalProducer;
  }

  /** The end of the relay topic: the checkpoint is the one record there, and a commit marker follows it. */
  #endAfter(stored: readonly RecordMetadata[]): number {
    const relay = this.#parts.names.topic(TOPICS.relay.name);
    const checkpoint = stored.find(({ topicName }) => topicName === relay);
    return Number(checkpoint?.baseOffset ?? -1) + 2;
  }

  async #bounded(what: string, work: () => Promise<void>): Promise<void> {
    try {
      await withDeadline(work(), this.#parts.settings.timing.publishMs, what);
    } catch (error) {
      for (const producer of this.#producers) producer.cutOff();
      throw kafkaError(error, what);
    }
  }
}

import type { LogRecord, RawWriter } from '@tandem/event-log';
import { withDeadline } from '@tandem/kernel';
import { Partitioners } from 'kafkajs';
import type { Producer } from 'kafkajs';
import { KafkaClient, QUICK_RETRY } from './client/kafka-client.ts';
import { kafkaError } from './kafka-errors.ts';
import { toTopicMessages } from './messages.ts';
import type { KafkaParts } from './parts.ts';

interface Connected {
  readonly client: KafkaClient;
  readonly producer: Producer;
}

/** An idempotent producer, connected on first use and made anew after an error, for the reason given at KafkaPublisher. */
export class KafkaWriter implements RawWriter {
  readonly #parts: KafkaParts;
  #connected: Connected | undefined;

  constructor(parts: KafkaParts) {
    this.#parts = parts;
  }

  check(records: readonly LogRecord[]): Promise<void> {
    return this.#parts.directory.assertPlaces(records);
  }

  async send(records: readonly LogRecord[]): Promise<void> {
    const topicMessages = toTopicMessages(records, this.#parts.names);
    try {
      const work = this.#producer().then((producer) => producer.sendBatch({ topicMessages }));
      await withDeadline(work, this.#parts.settings.timing.publishMs, 'writing to Kafka');
    } catch (error) {
      const failed = this.#connected;
      this.#connected = undefined;
      failed?.client.cutOff(failed.producer);
      throw kafkaError(error, 'write');
    }
  }

  async close(): Promise<void> {
    const connected = this.#connected;
    this.#connected = undefined;
    if (connected !== undefined) await connected.client.end(connected.producer);
  }

  async #producer(): Promise<Producer> {
    if (this.#connected !== undefined) return this.#connected.producer;
    const client = new KafkaClient(this.#parts.settings, QUICK_RETRY);
    const producer = client.kafka.producer({
      idempotent: true,
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    this.#connected = { client, producer };
    await client.connect(producer);
    return producer;
  }
}

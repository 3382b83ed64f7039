import { TOPICS } from '@tandem/contracts';
import type { TopicSpec } from '@tandem/contracts';
import { CoalescingWriter, GuardedPublisher, OpenHandles } from '@tandem/event-log';
import type { EventLog, LogConsumer, LogPublisher, LogWriter, SubscribeOptions } from '@tandem/event-log';
import { TandemError } from '@tandem/kernel';
import { SharedAdmin } from './client/shared-admin.ts';
import { KafkaConsumer } from './consumer/kafka-consumer.ts';
import { KafkaPublisher } from './kafka-publisher.ts';
import { KafkaWriter } from './kafka-writer.ts';
import { Names } from './names.ts';
import { kafkaSettings } from './options.ts';
import type { KafkaEventLogOptions, KafkaSettings } from './options.ts';
import type { KafkaParts } from './parts.ts';
import { TopicDirectory } from './topics/topic-directory.ts';

/** The event log on Kafka topics. */
class KafkaEventLog implements EventLog {
  readonly #parts: KafkaParts;
  readonly #handles = new OpenHandles();
  #closing: Promise<void> | undefined;

  constructor(settings: KafkaSettings) {
    const names = new Names(settings.prefix);
    const admin = new SharedAdmin(settings);
    this.#parts = { settings, names, admin, directory: new TopicDirectory(admin, names, settings) };
  }

  async ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    await this.#open().directory.ensure(topics);
  }

  async partitions(topic: string): Promise<number> {
    return this.#open().directory.lookUp(topic);
  }

  async openPublisher(): Promise<LogPublisher> {
    const parts = this.#open();
    await parts.directory.lookUp(TOPICS.relay.name);
    const raw = await KafkaPublisher.open(parts);
    return this.#handles.add(new GuardedPublisher(raw));
  }

  async openWriter(): Promise<LogWriter> {
    return this.#handles.add(new CoalescingWriter(new KafkaWriter(this.#open())));
  }

  async subscribe(options: SubscribeOptions): Promise<LogConsumer> {
    return this.#handles.add(new KafkaConsumer(this.#open(), options));
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    try {
      await this.#handles.closeAll();
    } finally {
      await this.#parts.admin.close();
    }
  }

  #open(): KafkaParts {
    if (this.#closing !== undefined) throw new TandemError('CLOSED', 'this event log was closed');
    return this.#parts;
  }
}

/** Opens the event log on Kafka. Connects when needed: a broker that is away fails the first call, not this one. */
export const openKafkaEventLog = (options: KafkaEventLogOptions): EventLog =>
  new KafkaEventLog(kafkaSettings(options));

import type { RecordHeaders } from '@tandem/contracts';
import type { LogRecord, StoredRecord } from '@tandem/event-log';
import type { KafkaMessage, Message, TopicMessages } from 'kafkajs';
import type { Names } from './names.ts';

/** Records as kafkajs takes them, in order per partition. */
export const toTopicMessages = (records: readonly LogRecord[], names: Names): TopicMessages[] => {
  const byTopic = new Map<string, Message[]>();
  for (const { topic, partition, key, value, headers } of records) {
    const messages = byTopic.get(topic) ?? [];
    byTopic.set(topic, messages);
    messages.push({ partition, key, value, headers: { ...headers } });
  }
  return [...byTopic].map(([topic, messages]) => ({ topic: names.topic(topic), messages }));
};

const headersOf = (headers: KafkaMessage['headers']): RecordHeaders =>
  Object.fromEntries(
    // A header given several times: the last one counts.
    Object.entries(headers ?? {}).map(([name, value]) => [name, String([value ?? ''].flat().at(-1))]),
  );

/** A record as read. A record without a key, which is none of ours, gets an empty one. */
export const storedRecord = (topic: string, partition: number, message: KafkaMessage): StoredRecord => ({
  topic,
  partition,
  key: message.key?.toString() ?? '',
  value: message.value,
  headers: headersOf(message.headers),
  offset: Number(message.offset),
  timestamp: Number(message.timestamp),
});

import type { RecordHeaders } from '@tandem/contracts';
import type { LogRecord, StoredRecord } from '@tandem/event-log';
import type { IHeaders, KafkaMessage, Message, TopicMessages } from 'kafkajs';
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

/** A header given several times: the last one counts. */
const lastOf = (value: IHeaders[string]): string =>
  String(Array.isArray(value) ? (value.at(-1) ?? '') : (value ?? ''));

const headersOf = (headers: KafkaMessage['headers'] = {}): RecordHeaders => {
  const texts: Record<string, string> = {};
  for (const name of Object.keys(headers)) texts[name] = lastOf(headers[name]);
  return texts;
};

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

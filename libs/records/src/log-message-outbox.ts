import { messageRecordCodec, messageRequestCodec, partitionOf, TOPICS } from '@tandem/contracts';
import type { MessageRecord, MessageRequest } from '@tandem/contracts';
import type { EventLog, LogRecord, LogWriter } from '@tandem/event-log';
import type { Sid } from '@tandem/kernel';
import type { MessageOutbox } from '@tandem/provisioning';
import type { Records } from './records.ts';

const { messages, messageRequests } = TOPICS;

/** Hands texts over on the log. */
export class LogMessageOutbox implements MessageOutbox {
  readonly #log: Pick<EventLog, 'openWriter' | 'partitions'>;
  readonly #records: Pick<Records, 'messages' | 'expectMessage'>;
  #opened: Promise<LogWriter> | undefined;

  constructor(
    log: Pick<EventLog, 'openWriter' | 'partitions'>,
    records: Pick<Records, 'messages' | 'expectMessage'>,
  ) {
    this.#log = log;
    this.#records = records;
  }

  find(accountSid: Sid, sid: Sid): MessageRecord | null {
    return this.#records.messages.get(accountSid, sid);
  }

  async put(message: MessageRecord, request: MessageRequest): Promise<void> {
    const writer = await this.#writer();
    // The record first: whoever takes the request up writes of it later, and the last record wins.
    await writer.write([await this.#record(messages.name, message.sid, messageRecordCodec.encode(message))]);
    await writer.write([
      await this.#record(messageRequests.name, request.sid, messageRequestCodec.encode(request)),
    ]);
    this.#records.expectMessage(message);
  }

  async close(): Promise<void> {
    const opened = this.#opened;
    this.#opened = undefined;
    await (await opened?.catch(() => undefined))?.close();
  }

  async #writer(): Promise<LogWriter> {
    this.#opened ??= this.#log.openWriter();
    try {
      return await this.#opened;
    } catch (error) {
      this.#opened = undefined;
      throw error;
    }
  }

  async #record(topic: string, key: Sid, value: Buffer): Promise<LogRecord> {
    const partition = partitionOf(key, await this.#log.partitions(topic));
    return { topic, partition, key, value, headers: {} };
  }
}

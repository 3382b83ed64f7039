import { messageRecordCodec, messageRequestCodec, TOPICS } from '@tandem/contracts';
import type { MessageRecord, MessageRequest } from '@tandem/contracts';
import type { EventLog } from '@tandem/event-log';
import type { Sid } from '@tandem/kernel';
import type { MessageOutbox } from '@tandem/provisioning';
import { RecordLog } from './record-log.ts';
import type { Records } from './records.ts';

const { messages, messageRequests } = TOPICS;

/** Hands texts over on the log. */
export class LogMessageOutbox implements MessageOutbox {
  readonly #log: RecordLog;
  readonly #records: Pick<Records, 'messages' | 'expectMessage'>;

  constructor(
    log: Pick<EventLog, 'openWriter' | 'partitions'>,
    records: Pick<Records, 'messages' | 'expectMessage'>,
  ) {
    this.#log = new RecordLog(log);
    this.#records = records;
  }

  find(accountSid: Sid, sid: Sid): MessageRecord | null {
    return this.#records.messages.get(accountSid, sid);
  }

  async put(message: MessageRecord, request: MessageRequest): Promise<void> {
    // The record first: whoever takes the request up writes of it later, and the last record wins.
    await this.#log.write(messages.name, message.sid, messageRecordCodec.encode(message));
    await this.#log.write(messageRequests.name, request.sid, messageRequestCodec.encode(request));
    this.#records.expectMessage(message);
  }

  close(): Promise<void> {
    return this.#log.close();
  }
}

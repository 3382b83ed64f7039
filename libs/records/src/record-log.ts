import { partitionOf } from '@tandem/contracts';
import type { EventLog, LogWriter } from '@tandem/event-log';
import type { Sid } from '@tandem/kernel';

/** Writes single records on the log, through a writer that is opened when it is needed first. */
export class RecordLog {
  readonly #log: Pick<EventLog, 'openWriter' | 'partitions'>;
  #opened: Promise<LogWriter> | undefined;

  constructor(log: Pick<EventLog, 'openWriter' | 'partitions'>) {
    this.#log = log;
  }

  /** Resolves when the record is stored. Throws what the log throws. */
  async write(topic: string, key: Sid, value: Buffer): Promise<void> {
    const writer = await this.#writer();
    const partition = partitionOf(key, await this.#log.partitions(topic));
    await writer.write([{ topic, partition, key, value, headers: {} }]);
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
}

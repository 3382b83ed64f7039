import { notificationRecordCodec, TOPICS } from '@tandem/contracts';
import type { NotificationRecord } from '@tandem/contracts';
import type { EventLog } from '@tandem/event-log';
import { RecordLog } from './record-log.ts';

/** Tells accounts on the log what went wrong. */
export class LogNotifications {
  readonly #log: RecordLog;

  constructor(log: Pick<EventLog, 'openWriter' | 'partitions'>) {
    this.#log = new RecordLog(log);
  }

  /** Resolves when it is stored. Throws what the log throws. */
  write(notification: NotificationRecord): Promise<void> {
    return this.#log.write(
      TOPICS.notifications.name,
      notification.sid,
      notificationRecordCodec.encode(notification),
    );
  }

  close(): Promise<void> {
    return this.#log.close();
  }
}

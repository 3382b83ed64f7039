import type { EventLog, LogPublisher, LogRecord } from '@tandem/event-log';

/** The log, with a say in each publish. */
export const withPublish = (
  log: EventLog,
  say: (publish: () => Promise<void>, records: readonly LogRecord[]) => Promise<void>,
): EventLog => ({
  ensureTopics: (topics) => log.ensureTopics(topics),
  partitions: (topic) => log.partitions(topic),
  openWriter: () => log.openWriter(),
  subscribe: (options) => log.subscribe(options),
  close: () => log.close(),
  openPublisher: async (): Promise<LogPublisher> => {
    const publisher = await log.openPublisher();
    return {
      checkpoint: () => publisher.checkpoint(),
      publish: (records, checkpoint) => say(() => publisher.publish(records, checkpoint), records),
      close: () => publisher.close(),
    };
  },
});

export type {
  ConsumerCondition,
  EventLog,
  LogBatch,
  LogConsumer,
  LogConsumerHandlers,
  LogPublisher,
  LogRecord,
  LogWriter,
  StoredRecord,
  SubscribeOptions,
} from './event-log.ts';

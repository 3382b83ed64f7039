export { openKafkaEventLog } from './kafka-event-log.ts';
export type { KafkaEventLogOptions, KafkaTiming } from './options.ts';

export { openKafkaEventLog } from './kafka-event-log.ts';
export type { KafkaEventLogOptions, KafkaTiming } from './options.ts';
export { kafkaSecurity } from './security.ts';
export type { KafkaSecurity } from './security.ts';

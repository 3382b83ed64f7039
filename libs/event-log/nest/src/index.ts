export { BatchContext } from './batch-context.ts';
export { EVENT_LOG_TRANSPORT, EventLogServer } from './event-log-server.ts';
export type { ConditionListener, EventLogServerEvents, EventLogServerOptions } from './event-log-server.ts';
export type { PositionStore } from './position-store.ts';
export { RethrowFilter } from './rethrow-filter.ts';

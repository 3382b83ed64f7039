export type { SqliteEventLogOptions } from './options.ts';
export { openSqliteEventLog } from './sqlite-event-log.ts';

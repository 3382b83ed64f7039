export { checkHistory } from './history/check-history.ts';
export type { Violation } from './history/violation.ts';
export type { HistoryEvent } from './history/events.ts';

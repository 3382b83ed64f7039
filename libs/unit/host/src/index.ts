export { listenToLog } from './listen-to-log.ts';
export type { LogListener, LogListenerOptions } from './listen-to-log.ts';
export { NO_SIDE, startUnit } from './start-unit.ts';
export type { StartedUnit, StartUnitOptions, UnitSide } from './start-unit.ts';
export { TopicPositions } from './topic-handlers.ts';
export type { TopicReader } from './topic-handlers.ts';
export type { UnitExtension } from './unit-app.module.ts';
export { groupOption, propagationOption, ROLLOUT_OPTIONS, unitOptions } from './unit-options.ts';
export type { UnitConfig } from './unit-options.ts';

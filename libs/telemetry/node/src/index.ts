export { jsonLogger } from './json-logger.ts';
export type { JsonLoggerOptions, LogLevel } from './json-logger.ts';
export { startTelemetry } from './telemetry.ts';
export type { Telemetry, TelemetryOptions } from './telemetry.ts';

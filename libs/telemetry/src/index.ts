export { count, observe, record } from './instruments.ts';
export type { LabelsOf } from './instruments.ts';
export { silentLogger } from './logger.ts';
export type { LogFields, Logger } from './logger.ts';
export { METRICS } from './metric-names.ts';
export type { MetricId, MetricKind, MetricSpec } from './metric-names.ts';
export { SPANS } from './span-names.ts';
export type { SpanName } from './span-names.ts';
export {
  activeTraceIds,
  contextFromHeaders,
  startSpan,
  traceHeaders,
  withSpan,
  withSpanSync,
  withTraceOf,
} from './tracing.ts';
export type { OpenSpan, SpanOptions } from './tracing.ts';

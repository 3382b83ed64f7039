import { pino } from 'pino';
import type { DestinationStream } from 'pino';
import { activeTraceIds } from '@tandem/telemetry';
import type { Logger } from '@tandem/telemetry';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

export interface JsonLoggerOptions {
  readonly service: string;
  readonly level: LogLevel;
  /** Absent = standard output. */
  readonly destination?: DestinationStream;
}

// A second fence behind the rule that no secret is given to a logger: whatever has one of these names is blotted out.
const SECRET_FIELDS = [
  'password',
  'Password',
  'authToken',
  'auth_token',
  'authorization',
  'Authorization',
  'credentials',
  'ha1',
  'operatorToken',
  'sealingKeys',
];

const wrap = (line: ReturnType<typeof pino>): Logger => ({
  debug: (message, fields) => line.debug(fields ?? {}, message),
  info: (message, fields) => line.info(fields ?? {}, message),
  warn: (message, fields) => line.warn(fields ?? {}, message),
  error: (message, fields) => line.error(fields ?? {}, message),
  child: (fields) => wrap(line.child(fields)),
});

/** One JSON object a line: time (ISO 8601), level, service, msg, fields, and trace_id and span_id inside a span. */
export const jsonLogger = ({ service, level, destination }: JsonLoggerOptions): Logger =>
  wrap(
    pino(
      {
        level,
        base: { service },
        timestamp: () => `,"time":"${new Date().toISOString()}"`,
        formatters: { level: (label) => ({ level: label }) },
        redact: { paths: SECRET_FIELDS.flatMap((name) => [name, `*.${name}`]), censor: '[redacted]' },
        mixin: () => {
          const ids = activeTraceIds();
          return ids === undefined ? {} : { trace_id: ids.traceId, span_id: ids.spanId };
        },
      },
      destination ?? process.stdout,
    ),
  );

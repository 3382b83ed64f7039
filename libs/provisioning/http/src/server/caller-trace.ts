import { withTraceOf } from '@tandem/telemetry';
import type { FastifyRequest } from 'fastify';

/** Runs a write within the caller's trace (W3C Trace Context), if the request names one. */
export const inCallerTrace = <T>({ headers }: FastifyRequest, write: () => T): T => {
  const { traceparent, tracestate } = headers;
  if (typeof traceparent !== 'string') return write();
  return withTraceOf({ traceparent, ...(typeof tracestate === 'string' && { tracestate }) }, write);
};

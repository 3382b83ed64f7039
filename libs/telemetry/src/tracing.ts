import { context, propagation, ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
import type { Attributes, Context, Span } from '@opentelemetry/api';
import { messageOf } from '@tandem/kernel';
import type { SpanName } from './span-names.ts';

const SCOPE = 'tandem';

export interface SpanOptions {
  readonly attributes?: Attributes;
  /** The parent; absent = the active one. */
  readonly parent?: Context;
}

const fail = (span: Span, error: unknown): void => {
  span.setStatus({ code: SpanStatusCode.ERROR, message: messageOf(error) });
};

/** Runs `work` inside a span that ends with it; a rejection marks the span and passes through. */
export const withSpan = async <T>(
  name: SpanName,
  options: SpanOptions,
  work: (span: Span) => Promise<T>,
): Promise<T> => {
  const parent = options.parent ?? context.active();
  const span = trace.getTracer(SCOPE).startSpan(name, { attributes: options.attributes ?? {} }, parent);
  try {
    return await context.with(trace.setSpan(parent, span), () => work(span));
  } catch (error) {
    fail(span, error);
    throw error;
  } finally {
    span.end();
  }
};

/** As `withSpan`, for work that does not wait. */
export const withSpanSync = <T>(name: SpanName, options: SpanOptions, work: (span: Span) => T): T => {
  const parent = options.parent ?? context.active();
  const span = trace.getTracer(SCOPE).startSpan(name, { attributes: options.attributes ?? {} }, parent);
  try {
    return context.with(trace.setSpan(parent, span), () => work(span));
  } catch (error) {
    fail(span, error);
    throw error;
  } finally {
    span.end();
  }
};

/** A span that somebody else ends. */
export interface OpenSpan {
  readonly context: Context;
  end(): void;
}

/** Starts a span without making it active, for work that many share. */
export const startSpan = (name: SpanName, options: SpanOptions): OpenSpan => {
  const parent = options.parent ?? context.active();
  const span = trace.getTracer(SCOPE).startSpan(name, { attributes: options.attributes ?? {} }, parent);
  return { context: trace.setSpan(parent, span), end: () => span.end() };
};

/** W3C trace context of a context's span (default: the active one), as record headers; empty without one. */
export const traceHeaders = (of: Context = context.active()): Record<string, string> => {
  const headers: Record<string, string> = {};
  propagation.inject(of, headers);
  return headers;
};

/** The context that record headers carry, to be a span's parent; the root context if they carry none. */
export const contextFromHeaders = (headers: Readonly<Record<string, string>>): Context =>
  propagation.extract(ROOT_CONTEXT, headers);

/** Runs `work` within the trace that headers carry: spans made inside are children of their sender's. */
export const withTraceOf = <T>(headers: Readonly<Record<string, string>>, work: () => T): T =>
  context.with(contextFromHeaders(headers), work);

/** The active span's ids for log lines; undefined without a recording span. */
export const activeTraceIds = (): { readonly traceId: string; readonly spanId: string } | undefined => {
  const ids = trace.getActiveSpan()?.spanContext();
  return ids === undefined ? undefined : { traceId: ids.traceId, spanId: ids.spanId };
};

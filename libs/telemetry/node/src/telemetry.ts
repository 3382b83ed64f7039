import type { IncomingMessage, ServerResponse } from 'node:http';
import { context, metrics, propagation, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { MeterProvider } from '@opentelemetry/sdk-metrics';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import { withDeadline } from '@tandem/kernel';

export interface TelemetryOptions {
  /** `service.name` of the resource. */
  readonly service: string;
  /** Where spans go, an OTLP/HTTP base URL; undefined = no spans are recorded. */
  readonly otlpEndpoint?: string;
  /** Another exporter, as tests use. */
  readonly spanExporter?: SpanExporter;
}

/** The SDK behind the API that the libraries use; one per process. */
export interface Telemetry {
  /** Answers a scrape in Prometheus text format. */
  readonly metrics: (request: IncomingMessage, response: ServerResponse) => void;
  /** Flushes and ends within 3 s. */
  close(): Promise<void>;
}

const SHUTDOWN_MS = 3000;
const DISABLED = { shutdown: () => Promise.resolve() };

const exporterOf = (options: TelemetryOptions): SpanExporter | undefined =>
  options.spanExporter ??
  (options.otlpEndpoint === undefined
    ? undefined
    : new OTLPTraceExporter({ url: `${options.otlpEndpoint.replace(/\/$/, '')}/v1/traces` }));

const startTracing = (options: TelemetryOptions, resource: ReturnType<typeof resourceFromAttributes>) => {
  const exporter = exporterOf(options);
  if (exporter === undefined) return DISABLED;
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(new W3CTraceContextPropagator());
  const provider = new TracerProvider({ resource, spanProcessors: [new BatchSpanProcessor({ exporter })] });
  trace.setGlobalTracerProvider(provider);
  return provider;
};

/** Registers the SDK globally; call it before anything else is made. */
export const startTelemetry = (options: TelemetryOptions): Telemetry => {
  const resource = resourceFromAttributes({ 'service.name': options.service });
  const prometheus = new PrometheusExporter({ preventServerStart: true });
  const meters = new MeterProvider({ resource, readers: [prometheus] });
  metrics.setGlobalMeterProvider(meters);
  const tracing = startTracing(options, resource);
  return {
    metrics: (request, response) => prometheus.getMetricsRequestHandler(request, response),
    close: async () => {
      await Promise.allSettled([
        withDeadline(tracing.shutdown(), SHUTDOWN_MS, 'flushing spans'),
        withDeadline(meters.shutdown(), SHUTDOWN_MS, 'flushing metrics'),
      ]);
      for (const api of [trace, metrics, context, propagation]) api.disable();
    },
  };
};

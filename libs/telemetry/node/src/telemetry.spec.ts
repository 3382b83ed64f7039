import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from '@jest/globals';
import { InMemorySpanExporter } from '@opentelemetry/sdk-trace';
import { contextFromHeaders, count, observe, record, SPANS, traceHeaders, withSpan } from '@tandem/telemetry';
import { startTelemetry } from './index.ts';
import type { Telemetry } from './index.ts';

const scrape = async (telemetry: Telemetry): Promise<string> => {
  const server = createServer((request, response) => telemetry.metrics(request, response));
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  try {
    const { port } = server.address() as AddressInfo;
    return await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  } finally {
    server.close();
  }
};

describe('telemetry', () => {
  let telemetry: Telemetry | undefined;

  afterEach(() => telemetry?.close());

  it('records nothing and fails nowhere without an SDK', async () => {
    count('writes', { resource: 'Client', command: 'create', outcome: 'created' });
    expect(await withSpan(SPANS.write, {}, () => Promise.resolve(traceHeaders()))).toEqual({});
  });

  it('serves counters, histograms with buckets of seconds, and gauges to Prometheus', async () => {
    telemetry = startTelemetry({ service: 'test' });
    count('writes', { resource: 'Client', command: 'create', outcome: 'created' }, 2);
    record('propagation', { unit: 'cp-1', kind: 'call-processing' }, 0.003);
    let reads = 0;
    const stop = observe('unitClients', { unit: 'cp-1' }, () => 6 + ++reads);
    const text = await scrape(telemetry);
    expect(text).toMatch(
      /tandem_writes_total\{resource="Client",command="create",outcome="created"[^}]*\} 2/,
    );
    expect(text).toMatch(/tandem_propagation_bucket\{[^}]*le="0.005"[^}]*\} 1/);
    expect(text).toMatch(/tandem_unit_clients\{unit="cp-1"[^}]*\} 7/);
    stop();
    await scrape(telemetry);
    expect(reads).toBe(1);
  });

  it('joins spans across record headers by W3C trace context', async () => {
    const spanExporter = new InMemorySpanExporter();
    telemetry = startTelemetry({ service: 'test', spanExporter });
    const headers = await withSpan(SPANS.write, {}, () => Promise.resolve(traceHeaders()));
    expect(headers['traceparent']).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    let seen: string | undefined;
    await withSpan(SPANS.apply, { parent: contextFromHeaders(headers) }, (span) => {
      seen = span.spanContext().traceId;
      return Promise.resolve();
    });
    expect(seen).toBe(headers['traceparent']?.split('-')[1]);
  });
});

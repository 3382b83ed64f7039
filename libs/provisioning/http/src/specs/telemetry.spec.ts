import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SPANS } from '@tandem/telemetry';
import { startTelemetry } from '@tandem/telemetry-node';
import type { Telemetry } from '@tandem/telemetry-node';
import { InMemorySpanExporter } from '@tandem/telemetry-node/testing';
import { metricsObserver } from '../server/metrics-observer.ts';
import { startApi } from '../testing/api-under-test.ts';
import type { ApiUnderTest } from '../testing/api-under-test.ts';
import { clientPath, listPath } from '../testing/paths.ts';
import { clientOf } from '../testing/read-reply.ts';
import { freshLogin } from '../testing/some-client.ts';

/** Keeps its spans through the shutdown that flushes them. */
class KeptSpans extends InMemorySpanExporter {
  override shutdown(): Promise<void> {
    return Promise.resolve();
  }
}

let telemetry: Telemetry;
let api: ApiUnderTest;
const exporter = new KeptSpans();

beforeAll(async () => {
  telemetry = startTelemetry({ service: 'test', spanExporter: exporter });
  api = await startApi();
});
afterAll(() => api.close());

it('requests are counted and timed by route, method and status', async () => {
  const observer = metricsObserver('api');
  for (const status of [200, 200, 404]) {
    observer.onRequest({ route: '/x/:id', method: 'GET', status, durationMs: 20 });
  }
  const server = createServer((request, response) => telemetry.metrics(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text();
  await new Promise((resolve) => server.close(resolve));
  const labels = 'listener="api",route="/x/:id",method="GET"';
  expect(text).toContain(`tandem_http_requests_total{${labels},status="200"`);
  expect(text).toMatch(new RegExp(`tandem_http_requests_total{${labels},status="200"[^}]*} 2\\b`));
  expect(text).toMatch(new RegExp(`tandem_http_request_duration\\w*_sum{${labels}[^}]*} 0\\.06`));
});

it("writes go on in the caller's trace, others begin one", async () => {
  const ids = ['1', '2', '3'].map((digit) => digit.repeat(32));
  const [forCreate, forUpdate, forDelete] = ids.map((id) => ({
    traceparent: `00-${id}-00f067aa0ba902b7-01`,
  }));
  const form = { Login: freshLogin(), Password: 'x' };
  const made = await api.call('POST', listPath(), { headers: forCreate ?? {}, form });
  const path = clientPath(String(clientOf(made)['sid']));
  await api.call('PUT', path, { headers: forUpdate ?? {}, form: { Status: '0' } });
  await api.call('DELETE', path, { headers: forDelete ?? {} });
  await api.call('POST', listPath(), { form, headers: { traceparent: 'nonsense' } });
  await telemetry.close();
  const writes = exporter.getFinishedSpans().filter(({ name }) => name === SPANS.write);
  expect(writes.map((span) => span.spanContext().traceId)).toEqual([
    ...ids,
    expect.not.stringMatching(/^(.)\1+$/),
  ]);
  expect(writes.map((span) => span.parentSpanContext?.spanId)).toEqual([
    ...Array<string>(3).fill('00f067aa0ba902b7'),
    undefined,
  ]);
});

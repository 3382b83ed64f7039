import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { SPANS } from '@tandem/telemetry';
import { startTelemetry } from '@tandem/telemetry-node';
import type { Telemetry } from '@tandem/telemetry-node';
import { InMemorySpanExporter } from '@tandem/telemetry-node/testing';
import { ACCOUNT, openTestInstallation } from './testing/test-installation.ts';
import type { TestInstallation } from './testing/test-installation.ts';

/** Keeps its spans through the shutdown that flushes them. */
class KeptSpans extends InMemorySpanExporter {
  override shutdown(): Promise<void> {
    return Promise.resolve();
  }
}

let telemetry: Telemetry;
let installation: TestInstallation;
const exporter = new KeptSpans();

beforeAll(async () => {
  telemetry = startTelemetry({ service: 'test', spanExporter: exporter });
  installation = await openTestInstallation();
});
afterAll(() => installation.close());

it('a write is a span, its append a child, and the stored event carries the trace without any secret', async () => {
  const fields = { Login: 'alice', Password: 's3cret-password', VoiceUrl: 'https://u:p4ss@example.com/' };
  const outcome = await installation.clients.create({ accountSid: ACCOUNT, fields });
  const sid = outcome.kind === 'created' ? outcome.resource.sid : '';
  const [event] = await installation.store.journal.readStream(sid);
  await telemetry.close();

  const spans = exporter.getFinishedSpans();
  const write = spans.find(({ name }) => name === SPANS.write);
  const append = spans.find(({ name }) => name === SPANS.append);
  expect(write?.attributes).toEqual({
    'tandem.command': 'create',
    'tandem.outcome': 'created',
    'tandem.resource': 'Client',
  });
  const { traceId = '', spanId = '' } = write?.spanContext() ?? {};
  expect(append?.parentSpanContext?.spanId).toBe(spanId);
  expect(event?.metadata.traceparent).toBe(`00-${traceId}-${spanId}-01`);
  const said = JSON.stringify(spans.map(({ attributes, events }) => [attributes, events]));
  for (const secret of ['s3cret', 'p4ss', 'alice']) expect(said).not.toContain(secret);
});

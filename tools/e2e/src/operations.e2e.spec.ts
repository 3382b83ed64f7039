import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { METRICS, SPANS } from '@tandem/telemetry';
import { tempDir, waitFor } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { registerOnce, registersWith } from './testing/phone.ts';
import { RunningTandem } from './testing/running-tandem.ts';
import { startTraceCollector } from './testing/trace-collector.ts';
import type { TraceCollector } from './testing/trace-collector.ts';
import { UnitPages } from './testing/unit-pages.ts';

const SECRET = 'Winter-Palace-77';
const HELD_S = 2;

let dir: TempDir;
let collector: TraceCollector;
let tandem: RunningTandem;
beforeAll(async () => {
  dir = await tempDir('tandem-e2e-');
  collector = await startTraceCollector();
  tandem = await RunningTandem.start({
    dir: dir.path,
    env: {
      SIP_DIGEST: 'sha256',
      OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
      TANDEM_CP2_PROPAGATION: `fixed:${HELD_S}`,
      TANDEM_LOG_LEVEL: 'debug',
    },
  });
});
afterAll(async () => {
  await tandem.stop();
  await collector.close();
  await dir.remove();
});

const pagesOf = ({ api, cp1, cp2, sms1 }: RunningTandem) => [
  new UnitPages(api.url),
  cp1.pages,
  cp2.pages,
  sms1,
];

describe('a unit that holds changes back', () => {
  it('says until when, then serves the version', async () => {
    const { status } = await tandem.api.create('carol', SECRET);
    expect(status).toBe(201);
    const held = await waitFor(
      async () => {
        const page = await tandem.cp2.pages.get<{ status: string; until: string; version: number }>(
          '/clients/tandem.local/carol',
        );
        return page.body.status === 'held' && page;
      },
      { what: 'cp-2 to hold the creation back', timeoutMs: HELD_S * 1000 },
    );
    expect(held).toMatchObject({ status: 404, body: { version: 1 } });
    const ahead = Date.parse(held.body.until) - Date.now();
    expect(ahead).toBeGreaterThan(0);
    expect(ahead).toBeLessThanOrEqual(HELD_S * 1000);
    await waitFor(async () => (await tandem.cp2.pages.client('carol')).status === 200);
    expect(Date.now()).toBeGreaterThanOrEqual(Date.parse(held.body.until));
  });

  it('shows the version to come beside the one served', async () => {
    const [carol] = (await tandem.api.list()).body;
    await tandem.api.update(carol?.sid ?? '', { FriendlyName: 'Carol' });
    const page = await waitFor(async () => {
      const { body, text } = await tandem.cp2.pages.client('carol');
      return body.held !== null && { body, text };
    });
    expect(page.body).toMatchObject({ version: 1, held: { version: 2 } });
    expect(page.text).not.toContain(SECRET);
    await waitFor(async () => (await tandem.cp2.pages.client('carol')).body.version === 2);
  });
});

describe('SIP_DIGEST=sha256', () => {
  it('lets a phone in that knows SHA-256', async () => {
    const phone = { server: tandem.cp1.sip, login: 'carol', password: SECRET };
    const { responses } = await registersWith(phone, { status: 200 });
    expect(responses[0]?.headers.first('www-authenticate')).toMatch(/algorithm="?SHA-256/);
  });

  it('never challenges with MD5', async () => {
    const phone = { server: tandem.cp2.sip, login: 'carol', password: SECRET };
    expect(await registerOnce({ ...phone, algorithms: ['MD5'] })).toMatchObject({ status: 401 });
    expect(await registerOnce(phone)).toMatchObject({ status: 200 });
  });
});

describe('every port', () => {
  it('answers health probes', async () => {
    for (const pages of pagesOf(tandem)) {
      expect(await pages.get('/health/live')).toMatchObject({ status: 200, body: { status: 'live' } });
      expect(await pages.get('/health/ready')).toMatchObject({ status: 200, body: { status: 'ready' } });
    }
  });

  it('has metrics, among them how long changes took to each unit', async () => {
    for (const pages of pagesOf(tandem)) {
      // SIP counts its requests ten times a second.
      await waitFor(async () => (await pages.get('/metrics')).text.includes(METRICS.sipRequests.name));
      const { status, text } = await pages.get('/metrics');
      expect(status).toBe(200);
      expect(text).not.toContain(SECRET);
      const counted = text
        .split('\n')
        .filter((line) => /^tandem_propagation\w*_count\{.*\} [1-9]/.test(line));
      const units = counted.map((line) => /unit="([^"]+)"/.exec(line)?.[1]);
      expect(new Set(units)).toEqual(new Set(['cp-1', 'cp-2', 'sms-1']));
      const names = new Set(text.split('\n').map((line) => /^\w+/.exec(line)?.[0] ?? ''));
      for (const { name, kind } of [
        METRICS.relayLag,
        METRICS.httpRequests,
        METRICS.unitClients,
        METRICS.sipRequests,
      ]) {
        expect([...names]).toContain(kind === 'counter' ? `${name}_total` : name);
      }
    }
  });

  it('lets nobody read the API without credentials, and /docs everybody', async () => {
    expect((await fetch(`${tandem.api.account}/Clients.json`)).status).toBe(401);
    expect((await fetch(`${tandem.api.url}/docs`)).status).toBe(200);
  });
});

describe('a trace', () => {
  it('leads from the write to each unit', async () => {
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const traceparent = `00-${traceId}-b7ad6b7169203331-01`;
    expect((await tandem.api.create('dave', SECRET, { headers: { traceparent } })).status).toBe(201);
    const names = [SPANS.write, SPANS.append, SPANS.relay, SPANS.apply];
    await waitFor(
      () => {
        const mine = collector.spans.filter((span) => span.traceId === traceId).map(({ name }) => name);
        expect(mine).toEqual(expect.arrayContaining(names));
        expect(mine.filter((name) => name === SPANS.apply).length).toBeGreaterThanOrEqual(3);
        return true;
      },
      { what: 'the spans of one write', timeoutMs: 20_000 },
    );
  });

  it('carries no secret, nor do the log lines', () => {
    const [line] = tandem.output().match(/\{"level".*/) ?? [];
    expect(line).toBeDefined();
    for (const text of [...collector.raw, tandem.output()]) expect(text).not.toContain(SECRET);
  });
});

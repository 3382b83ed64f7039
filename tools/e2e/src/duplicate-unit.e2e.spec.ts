import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { startKafka } from '@tandem/stack';
import type { KafkaServer } from '@tandem/stack';
import { describeWithOwnServers } from '@tandem/stack/testing';
import { freePort, tempDir, waitFor } from '@tandem/testing';
import type { SpawnedProcess, TempDir } from '@tandem/testing';
import { startApp } from './testing/app-process.ts';
import type { AppName } from './testing/app-process.ts';

const TIMEOUT_MS = 120_000;
const PATIENCE = { timeoutMs: 60_000 };

interface Unit {
  readonly process: SpawnedProcess;
  readonly url: string;
}

describeWithOwnServers(['kafka'], 'a unit id given to two processes', () => {
  let dir: TempDir;
  let kafka: KafkaServer;
  let processes: SpawnedProcess[];

  beforeEach(async () => {
    processes = [];
    dir = await tempDir('tandem-e2e-');
    kafka = await startKafka();
  }, TIMEOUT_MS);

  afterEach(async () => {
    await Promise.all(processes.map((each) => each.stop()));
    await kafka.close();
    await dir.remove();
  }, TIMEOUT_MS);

  const start = async (app: AppName, data: string, env: Record<string, string>): Promise<SpawnedProcess> => {
    const own = { TANDEM_DATA: join(dir.path, data), KAFKA_BROKERS: kafka.brokers.join(',') };
    const started = await startApp({ app, env: { ...own, ...env }, name: data });
    processes.push(started);
    return started;
  };

  const startUnit = async (data: string): Promise<Unit> => {
    const port = await freePort();
    const env = { TANDEM_UNIT_ID: 'sms-7', TANDEM_UNIT_HTTP_PORT: String(port) };
    return { process: await start('sms-worker', data, env), url: `http://127.0.0.1:${port}` };
  };

  const isReady = async ({ url }: Unit): Promise<boolean> => {
    try {
      return (await fetch(`${url}/health/ready`)).status === 200;
    } catch {
      return false;
    }
  };

  const ready = (unit: Unit): Promise<true> => waitFor(() => isReady(unit), { ...PATIENCE, what: unit.url });

  it(
    'ends the second with 1 and a reason, and leaves the first to work; a restart after kill -9 is none',
    async () => {
      const provisioning = await start('provisioning', 'provisioning', {
        TANDEM_API_PORT: String(await freePort()),
      });
      await provisioning.waitForLine(/Management API/, PATIENCE);
      const killed = await startUnit('first');
      await ready(killed);
      await killed.process.kill();
      const first = await startUnit('first');
      await ready(first);

      const second = await startUnit('second');
      expect(await second.process.exited).toEqual({ code: 1, signal: null });
      expect(second.process.output()).toMatch(/^UNIT_ID_IN_USE: unit sms-7 already runs .*TANDEM_UNIT_ID/m);
      expect(first.process.running()).toBe(true);
      expect(await isReady(first)).toBe(true);
    },
    TIMEOUT_MS,
  );
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { canListenTcp, spawnProcess, tempDir, waitFor } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { plainEnv, ROOT } from './testing/app-process.ts';
import { ManagementApi } from './testing/management-api.ts';
import { registersWith } from './testing/phone.ts';
import {
  credentialsOf,
  freeTandemPorts,
  portsOf,
  RunningTandem,
  tandemEnv,
} from './testing/running-tandem.ts';

const TIMEOUT_MS = 120_000;

let dir: TempDir;
beforeEach(async () => {
  dir = await tempDir('tandem-e2e-');
});
afterEach(() => dir.remove());

describe('stopping and starting again', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGKILL'] as const)(
    'keeps Clients, credentials and phones over %s',
    async (signal) => {
      const tandem = await RunningTandem.start({ dir: dir.path });
      try {
        const { credentials } = tandem.api;
        const created = await tandem.api.create('alice', 'wonderland');
        expect(created.status).toBe(201);
        const exit = await tandem.end(signal);
        expect(exit).toEqual(signal === 'SIGKILL' ? { code: null, signal } : { code: 0, signal: null });
        await tandem.startAgain();
        expect(tandem.api.credentials).toEqual(credentials);
        expect((await tandem.api.read(created.body.sid)).body).toEqual(created.body);
        const phone = { login: 'alice', password: 'wonderland' };
        for (const { sip } of [tandem.cp1, tandem.cp2])
          await registersWith({ server: sip, ...phone }, { status: 200 });
      } finally {
        await tandem.stop();
      }
    },
    TIMEOUT_MS,
  );

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'leaves nothing behind when the npm that started it ends by %s',
    async (signal) => {
      const ports = await freeTandemPorts();
      const env = { ...plainEnv(), ...tandemEnv({ dir: dir.path }, ports) };
      const npm = await spawnProcess({ command: 'npm', args: ['start'], cwd: ROOT, env });
      await npm.waitForLine(/Ctrl-C stops it/, { timeoutMs: 60_000 });
      const api = new ManagementApi(`http://127.0.0.1:${ports.TANDEM_API_PORT}`, credentialsOf(dir.path));
      expect((await api.create('alice', 'wonderland')).status).toBe(201);
      npm.signal(signal);
      for (const [, port] of portsOf(ports)) {
        await waitFor(() => canListenTcp(port), { what: `port ${port} to be free`, timeoutMs: 20_000 });
      }
    },
    TIMEOUT_MS,
  );
});

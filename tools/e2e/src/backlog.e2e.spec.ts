import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { tempDir } from '@tandem/testing';
import type { TempDir } from '@tandem/testing';
import { runCommand } from './testing/run-command.ts';
import { RunningTandem } from './testing/running-tandem.ts';

const EVENTS = 10_000;
const TIMEOUT_MS = 120_000;

describe(`a backlog of ${EVENTS} events at a unit's start`, () => {
  let dir: TempDir;
  let tandem: RunningTandem;
  beforeAll(async () => {
    dir = await tempDir('tandem-e2e-');
    tandem = await RunningTandem.start({ dir: dir.path });
  });
  afterAll(async () => {
    await tandem.stop();
    await dir.remove();
  });

  it(
    'is read by a unit without a cache, which has then what all others have',
    async () => {
      const { ports } = tandem;
      const api = `http://127.0.0.1:${ports.TANDEM_API_PORT}`;
      const file = join(dir.path, 'clients.csv');
      const rows = Array.from({ length: EVENTS }, (_, index) => `user-${index},secret`);
      writeFileSync(file, ['Login,Password', ...rows].join('\n'));
      const env = { TANDEM_DATA: dir.path };
      const imported = await runCommand('import', [file, '--url', api, '--wait', '60'], env);
      expect([imported.code, imported.out]).toEqual([0, expect.stringMatching(/INSYNC/)]);
      await tandem.kill();
      rmSync(join(dir.path, 'units', 'cp-2'), { recursive: true });
      await tandem.startAgain();
      const units = [ports.TANDEM_CP1_HTTP_PORT, ports.TANDEM_CP2_HTTP_PORT, ports.TANDEM_SMS1_HTTP_PORT];
      const urls = units.flatMap((port) => ['--unit', `http://127.0.0.1:${port}`]);
      const audited = await runCommand('audit', ['--api', api, ...urls], env);
      expect({ code: audited.code, out: audited.out }).toEqual({
        code: 0,
        out: expect.stringMatching(/unit cp-2 +10000 /),
      });
    },
    TIMEOUT_MS,
  );
});
